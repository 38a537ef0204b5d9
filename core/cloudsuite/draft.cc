#include "cloudsuite/draft.h"

#include <algorithm>
#include <map>

#include "cloudsuite/gl_row.h"
#include "cloudsuite/rows.h"

namespace crosswalk::cloudsuite {
namespace {

class Drafter {
 public:
  Drafter(const Entries& entries, const Posted& posted, const Settings& settings)
      : entries_(entries), posted_(posted), settings_(settings) {}

  Result<Drafting> run() {
    auto wanted = rows_of(entries_, settings_);
    if (!wanted) return wanted.error();
    // A settlement brings only what is new (Ledger::draft is asked for each of its visits).
    const bool only_new = entries_.record.kind == RecordKind::settlement;
    for (const Standing& standing : posted_)
      if (standing.document.kind == DocumentKind::gl_run_group)
        if (auto taken = take(standing.document, only_new, *wanted); !taken) return taken.error();
    auto rows = left(*wanted);
    if (!rows) return rows.error();
    if (auto done = place(*rows); !done) return done.error();
    return std::move(out_);
  }

 private:
  // What stands is subtracted from what is wanted. What was not sent goes, unless it says just what is left.
  Result<void> take(const Document& document, bool only_new, std::vector<GlRow>& wanted) {
    switch (document.state) {
      case DocumentState::withdrawn:
      case DocumentState::voided:
        return {};
      case DocumentState::sending:
      case DocumentState::pending:
      case DocumentState::unknown:
        return fail(ErrorKind::internal, document.key + " is still " + std::string(name_of(document.state)) +
                                             "; it must be settled before its record is booked again");
      case DocumentState::drafted:
      case DocumentState::retry:
        if (only_new) break;  // it goes out as it is
        unsent_.push_back(&document);
        return {};
      case DocumentState::rejected: {
        unsent_.push_back(&document);
        if (!only_new) return {};
        auto again = rows_in(document.content, document.key);
        if (!again) return again.error();
        wanted.insert(wanted.end(), again->begin(), again->end());
        return {};
      }
      case DocumentState::posted:
      case DocumentState::disputed: {
        if (only_new) break;
        auto standing = rows_in(document.content, document.key);
        if (!standing) return standing.error();
        for (GlRow& row : *standing) row.amount = row.amount.negated();
        standing_.insert(standing_.end(), standing->begin(), standing->end());
        break;
      }
    }
    last_step_ = std::max(last_step_, document.step);
    return {};
  }

  Result<std::vector<GlRow>> left(const std::vector<GlRow>& wanted) const {
    if (standing_.empty()) return wanted;
    std::vector<GlRow> rows;
    std::map<std::string, std::size_t> at;
    for (const std::vector<GlRow>* list : {&wanted, &standing_})
      for (const GlRow& row : *list) {
        const auto [found, fresh] = at.try_emplace(identity_of(row), rows.size());
        if (fresh) {
          rows.push_back(row);
          continue;
        }
        const auto sum = add(rows[found->second].amount, row.amount);
        if (!sum) return sum.error();
        rows[found->second].amount = *sum;
      }
    std::erase_if(rows, [](const GlRow& row) { return row.amount.is_zero(); });
    return rows;
  }

  Result<void> place(const std::vector<GlRow>& rows) {
    Document document;
    document.pair = entries_.record.pair;
    document.kind = DocumentKind::gl_run_group;
    document.key = document_key(entries_.record, settings_);
    document.step = last_step_ + 1;
    document.record = entries_.record;
    auto content = content_of(rows, mark_of(document));
    if (!content) return content.error();
    document.content = std::move(*content);
    if (!rows.empty() && unsent_.size() == 1 && unsent_.front()->state != DocumentState::rejected &&
        unsent_.front()->step == document.step && unsent_.front()->content == document.content)
      return {};
    for (const Document* unsent : unsent_) out_.withdraw.push_back(unsent->id);
    if (rows.empty()) return {};
    Decimal worth;  // what Walmart owes more by it
    std::string first = "99999999";
    for (const GlRow& row : rows) {
      first = std::min(first, field(row.fields, "PostingDate"));
      if (row.line != counter_line) continue;
      const auto sum = add(worth, row.amount);
      if (!sum) return sum.error();
      worth = *sum;
    }
    const auto date = parse_landmark_date(first);
    if (!date) return date.error();
    document.date = *date;
    document.total = Money{worth, entries_.currency};
    out_.documents.push_back(std::move(document));
    return {};
  }

  const Entries& entries_;
  const Posted& posted_;
  const Settings& settings_;
  std::vector<GlRow> standing_;  // what is posted, turned round
  std::vector<const Document*> unsent_;
  int last_step_ = 0;  // of those that stay
  Drafting out_;
};

}  // namespace

std::string document_key(const RecordKey& record, const Settings& settings) {
  std::string prefix = "WM-";
  if (record.kind == RecordKind::return_order) prefix = "WMR-";
  if (record.kind == RecordKind::settlement) prefix = "WMS-";
  return prefix + settings.number_tag + record.id;
}

Result<Drafting> draft(const Entries& entries, const Posted& posted, const Settings& settings) {
  if (entries.record.kind == RecordKind::statement)
    return fail(ErrorKind::invalid, "a statement books nothing in CloudSuite; it is compared");
  if (entries.informs()) return Drafting{};
  auto drafting = Drafter(entries, posted, settings).run();
  if (drafting) return drafting;
  Drafting held;
  held.hold = drafting.error().text();
  return held;
}

}  // namespace crosswalk::cloudsuite
