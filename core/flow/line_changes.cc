#include "flow/line_changes.h"

#include <algorithm>

namespace crosswalk::flow {
namespace {

bool counts(const Entry& entry) {
  return !entry.counter() && entry.state != UnitState::cancelled;
}

std::string label_of(const Entry& entry) {
  std::string label = entry.order_line;
  if (!entry.sku.empty()) label.append(" ").append(entry.sku);
  label.append(" ").append(name_of(entry.line_class));
  if (entry.role == EntryRole::mirror) label += " withheld";
  return label;
}

std::string tracking_text(const std::vector<TrackingAnswer>& tracking) {
  std::string text;
  for (const TrackingAnswer& answer : tracking)
    text.append(text.empty() ? "" : ", ").append(answer.category).append(": ").append(answer.option);
  return text.empty() ? "none" : text;
}

std::string tracking_at(const std::vector<TrackingAnswer>& tracking) {
  return tracking.empty() ? "" : tracking.front().origin.text();
}

std::string at(const Answer& answer) {
  return answer.origin.file.empty() ? "" : answer.origin.text();
}

std::string code(const Answer& answer) {
  return answer.value.empty() ? "none" : answer.value;
}

class Comparison {
 public:
  explicit Comparison(std::vector<LineChange>& out) : out_(out) {}

  void lines(const Entry& before, const Entry& after) {
    shown_ = &before;
    new_date_ = after.date;
    const LineAnswers& was = before.answers;
    const LineAnswers& is = after.answers;
    if (was.account.value != is.account.value)
      say({"account", code(was.account), code(is.account), at(was.account), at(is.account)});
    if (was.tax.value != is.tax.value)
      say({"tax type", code(was.tax), code(is.tax), at(was.tax), at(is.tax)});
    if (const auto from = tracking_text(was.tracking), to = tracking_text(is.tracking); from != to)
      say({"tracking", from, to, tracking_at(was.tracking), tracking_at(is.tracking)});
    if (was.item.value != is.item.value)
      say({"item", code(was.item), code(is.item), at(was.item), at(is.item)});
    if (before.description != after.description)
      say({"description", before.description, after.description, at(was.description), at(is.description)});
    if (was.cost.value != is.cost.value)
      say({"unit cost", code(was.cost), code(is.cost), at(was.cost), at(is.cost)});
    if (was.catalogue.value != is.catalogue.value)
      say({"catalogue", code(was.catalogue), code(is.catalogue), at(was.catalogue), at(is.catalogue)});
    if (before.date != after.date)
      say({"date", before.date.text(), after.date.text(), at(was.date), at(is.date)});
    if (before.amount != after.amount)
      say({"amount", before.amount.negated().text(), after.amount.negated().text(), "", ""});
    if (before.quantity != after.quantity)
      say({"quantity", before.quantity.text(), after.quantity.text(), "", ""});
  }
  void only(const Entry& entry, bool now) {
    shown_ = &entry;
    new_date_ = entry.date;
    const std::string where = "account " + code(entry.answers.account);
    say({"line", now ? "none" : where, now ? where : "none", now ? "" : at(entry.answers.account),
         now ? at(entry.answers.account) : ""});
  }

 private:
  void say(Change change) {
    out_.push_back({std::move(change), label_of(*shown_), shown_->state, shown_->date, new_date_,
                    shown_->amount.negated()});
  }

  std::vector<LineChange>& out_;
  Date new_date_;
  const Entry* shown_ = nullptr;  // whose document and amount are told
};

// Entries of two bookings that are the same line. Both lists mostly have the same order.
class Partners {
 public:
  explicit Partners(const std::vector<Entry>& entries) : entries_(entries), taken_(entries.size()) {}

  const Entry* take(const Entry& wanted, std::size_t expected) {
    const auto fits = [&](std::size_t i) {
      return !taken_[i] && counts(entries_[i]) && entries_[i].role == wanted.role &&
             entries_[i].line_key == wanted.line_key;
    };
    std::size_t found = expected;
    if (found >= entries_.size() || !fits(found))
      for (found = 0; found < entries_.size() && !fits(found);) ++found;
    if (found == entries_.size()) return nullptr;
    taken_[found] = true;
    return &entries_[found];
  }
  template <class Each>
  void each_left(Each each) const {
    for (std::size_t i = 0; i < entries_.size(); ++i)
      if (!taken_[i] && counts(entries_[i])) each(entries_[i]);
  }

 private:
  const std::vector<Entry>& entries_;
  std::vector<bool> taken_;
};

}  // namespace

std::vector<LineChange> line_changes(const Entries& before, const Entries& after) {
  std::vector<LineChange> changes;
  const auto about_record = [&](std::string what, const std::string& from, const std::string& to) {
    if (from != to) changes.push_back({{std::move(what), from, to, "", ""}, "", {}, {}, {}, {}});
  };
  if (!before.entries.empty() && !after.entries.empty()) {
    about_record("contact", before.contact, after.contact);
    about_record("reference", before.reference, after.reference);
  }
  Comparison comparison(changes);
  Partners partners(after.entries);
  for (std::size_t i = 0; i < before.entries.size(); ++i) {
    const Entry& was = before.entries[i];
    if (!counts(was)) continue;
    if (const Entry* is = partners.take(was, i); is != nullptr)
      comparison.lines(was, *is);
    else
      comparison.only(was, false);
  }
  partners.each_left([&](const Entry& entry) { comparison.only(entry, true); });
  return changes;
}

}  // namespace crosswalk::flow
