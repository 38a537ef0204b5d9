#include "flow/translate.h"

#include <algorithm>
#include <span>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "flow/prove.h"

namespace crosswalk::flow {
namespace {

using Verdict = Translation::Verdict;

void describe(const Line& line, std::string& text) {
  text = line.line_class == LineClass::tax ? line.tax_name : line.charge_name;
  if (line.line_class == LineClass::product && !line.product_name.empty()) text = line.product_name;
  if (!line.sku.empty()) text.append(" (").append(line.sku).append(")");
}

// The accounting date: a rule's, else the line's own.
Date date_of(const Line& line, const LineAnswers& answers) {
  if (answers.date.value.empty()) return line.date;
  const auto date = Date::parse(answers.date.value);
  return date ? *date : line.date;
}

// An entry's decisions hold for the line as it is now. A date that a rule chose is asked anew when the units
// have moved, because it may come from the day they shipped.
bool still_decides(const Entry& entry, const Line& line) {
  return entry.line_class == line.line_class && entry.amount == line.amount.negated() &&
         (entry.answers.date.value.empty() || entry.state == line.state);
}

// Fills every field, so that an entry of an earlier record leaves nothing but its memory.
void fill(Entry& entry, const Line& line, const LineAnswers& answers, const std::string& version) {
  entry.role = EntryRole::placed;
  key_into(line, entry.line_key);
  entry.order_line = line.order_line;
  entry.line_class = line.line_class;
  entry.tax_class = line.tax_class;
  entry.state = line.state;
  entry.date = date_of(line, answers);
  entry.amount = line.amount.negated();  // what the buyer pays is income: a credit
  entry.quantity = line.quantity;
  if (answers.description.value.empty())
    describe(line, entry.description);
  else
    entry.description = answers.description.value;
  entry.sku = line.sku;
  entry.answers = answers;
  entry.version = version;
}

bool has_mirror(const Line& line) {
  return line.line_class == LineClass::tax && line.tax_class == TaxClass::facilitator;
}

}  // namespace

void Translator::set(Verdict verdict, std::string reason, std::string origin) {
  translation_.verdict = verdict;
  translation_.reason = std::move(reason);
  translation_.origin = std::move(origin);
}

const Translation& Translator::translate(const Record& record, const Entries* before, bool something_stands) {
  if (!translation_.entries.entries.empty()) spare_ = std::move(translation_.entries.entries);
  translation_ = {};
  lines_.clear();
  decide(record, before, something_stands);
  return translation_;
}

bool Translator::is_due(const Line& line) const {
  if (line.state == UnitState::cancelled) return false;
  if (line.state == UnitState::open && settings_.book == BookMode::shipped) return false;
  return line.date >= settings_.books_start;
}

void Translator::decide(const Record& record, const Entries* before, bool something_stands) {
  if (auto read = source_.lines(record, lines_); !read) {
    const bool setting_missing = read.error().kind == ErrorKind::config;
    set(setting_missing ? Verdict::held : Verdict::dead, read.error().message, read.error().where);
    translation_.wants_acknowledgement = setting_missing && lines_.facts().wants_acknowledgement;
    return;
  }
  const RecordFacts& facts = lines_.facts();
  translation_.wants_acknowledgement = facts.wants_acknowledgement;
  const auto tally = source_.tally(record);
  if (!tally) return set(Verdict::dead, tally.error().message, tally.error().where);
  if (auto proven = prove_lines(lines_.lines(), *tally); !proven)
    return set(Verdict::held, proven.error().text());

  due_.clear();
  std::copy_if(lines_.lines().begin(), lines_.lines().end(), std::back_inserter(due_), [&](const Line& line) {
    return is_due(line) || (something_stands && line.state == UnitState::cancelled);
  });
  Entries& entries = translation_.entries;
  entries.record = record.key;
  entries.revision = record.revision;
  entries.mode = settings_.book;
  entries.currency = facts.currency;
  entries.order_date = facts.order_date;
  entries.customer_order = facts.customer_order;
  if (facts.order_type == "replacement")
    return set(Verdict::skipped,
               "a replacement order: the market pays nothing for it until a settlement says so");
  const bool idle = nothing_is_due();
  if (due_.empty()) {
    entries.contact = before != nullptr ? before->contact : "";
    entries.reference = before != nullptr ? before->reference : "";
    return;
  }
  if (auto total = total_of(due_, facts.currency); total && !idle) translation_.money = *total;
  if (ask_rules(before)) make_entries();
}

bool Translator::nothing_is_due() {
  const auto& lines = lines_.lines();
  if (std::any_of(lines.begin(), lines.end(), [this](const Line& line) { return is_due(line); }))
    return false;
  const bool cancelled = std::all_of(lines.begin(), lines.end(),
                                     [](const Line& line) { return line.state == UnitState::cancelled; });
  const bool early = std::any_of(lines.begin(), lines.end(), [this](const Line& line) {
    return line.state == UnitState::shipped && line.date < settings_.books_start;
  });
  if (cancelled)
    set(Verdict::skipped, "every unit of it was cancelled");
  else if (early)
    set(Verdict::skipped, "it happened before the books start on " + settings_.books_start.text());
  else
    set(Verdict::waiting, "no unit of it has shipped yet");
  return true;
}

bool Translator::ask_rules(const Entries* before) {
  std::unordered_map<std::string_view, const Entry*> booked;
  if (before != nullptr)
    for (const auto& entry : before->entries)
      if (entry.role == EntryRole::placed) booked.emplace(entry.line_key, &entry);
  kept_.assign(due_.size(), nullptr);
  asked_.clear();
  if (!booked.empty())
    for (std::size_t i = 0; i < due_.size(); ++i) {
      const auto found = booked.find(key_of(due_[i]));
      if (found != booked.end() && still_decides(*found->second, due_[i]))
        kept_[i] = found->second;
      else
        asked_.push_back(due_[i]);
    }
  const std::span<const Line> asked = booked.empty() ? due_ : asked_;
  if (asked.empty() && before != nullptr) {
    translation_.entries.contact = before->contact;
    translation_.entries.reference = before->reference;
    return true;
  }
  mapping_ = &mapper_->map(lines_.facts(), asked);
  translation_.remarks = mapping_->remarks;
  if (mapping_->verdict != crosswalk::Verdict::book) {
    const bool hold = mapping_->verdict == crosswalk::Verdict::hold;
    set(hold ? Verdict::held : Verdict::skipped, mapping_->reason, mapping_->origin.text());
    return false;
  }
  for (const LineAnswers& answers : mapping_->lines)
    if (!answers.date.value.empty())
      if (const auto date = Date::parse(answers.date.value); date && *date < settings_.books_start) {
        set(Verdict::held,
            "the accounting date " + answers.date.value + " is before the books start on " +
                settings_.books_start.text(),
            answers.date.origin.text());
        return false;
      }
  if (mapping_->lines.size() != asked.size()) {
    set(Verdict::held, "the rules answered for another number of lines than they were asked about");
    return false;
  }
  translation_.entries.contact = mapping_->contact.value;
  translation_.entries.reference = mapping_->reference.value;
  return true;
}

MoneySum& Translator::owed_of(const Entry& entry) {
  for (auto& owed : owed_)
    if (owed.state == entry.state && owed.date == entry.date) return owed.sum;
  return owed_.emplace_back(Owed{entry.state, entry.date, MoneySum(translation_.entries.currency)}).sum;
}

void Translator::make_entries() {
  Entries& entries = translation_.entries;
  entries.entries = std::move(spare_);
  entries.entries.resize(due_.size() +
                         static_cast<std::size_t>(std::count_if(due_.begin(), due_.end(), has_mirror)));
  owed_.clear();
  auto entry = entries.entries.begin();
  std::size_t answered = 0;
  for (std::size_t i = 0; i < due_.size(); ++i) {
    const Line& line = due_[i];
    if (kept_[i] != nullptr)
      fill(*entry, line, kept_[i]->answers, kept_[i]->version);
    else
      fill(*entry, line, mapping_->lines[answered++], mapping_->version);
    MoneySum& owed = owed_of(*entry);
    owed.add(line.amount);
    ++entry;
    if (!has_mirror(line)) continue;
    // The market remits this tax itself: what it collects it also withholds (DESIGN §6).
    *entry = *std::prev(entry);
    entry->role = EntryRole::mirror;
    entry->amount = line.amount;
    entry->description += ", withheld by the market";
    owed.add(line.amount.negated());
    ++entry;
  }
  std::sort(owed_.begin(), owed_.end(), [](const Owed& a, const Owed& b) {
    return std::tie(a.state, a.date) < std::tie(b.state, b.date);
  });
  for (const auto& group : owed_) {
    const auto total = group.sum.total();
    if (!total) return set(Verdict::held, total.error().message);
    Entry owed;
    owed.role = EntryRole::receivable;
    owed.state = group.state;
    owed.date = group.date;
    owed.amount = *total;
    entries.entries.push_back(std::move(owed));
  }
  if (auto proven = prove_entries(entries, due_); !proven) set(Verdict::held, proven.error().text());
}

}  // namespace crosswalk::flow
