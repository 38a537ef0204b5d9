#include "cloudsuite/draft.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

#include "cloudsuite/customers.h"
#include "cloudsuite/gl_row.h"
#include "cloudsuite/receivable_rows.h"
#include "cloudsuite/rows.h"

namespace crosswalk::cloudsuite {
namespace {

// Of those a content has rows (gl_row.h).
bool books_rows(const Document& document) {
  return document.kind == DocumentKind::gl_run_group || document.kind == DocumentKind::receivable;
}

class Drafter {
 public:
  Drafter(const Entries& entries, const Posted& posted, const Settings& settings,
          const Correction* correction)
      : entries_(entries), posted_(posted), settings_(settings), correction_(correction) {}

  Result<Drafting> run() {
    auto wanted = rows_of(entries_, settings_);
    if (!wanted) return wanted.error();
    // A settlement brings only what is new (Ledger::draft is asked for each of its visits).
    const bool only_new = grows(entries_.record.kind) && correction_ == nullptr;
    for (const Standing& standing : posted_)
      if (books_rows(standing.document))
        if (auto taken = take(standing.document, only_new, *wanted); !taken) return taken.error();
    auto rows = standing_.empty() ? Result<std::vector<GlRow>>(*wanted) : added_up({*wanted, standing_});
    if (!rows) return rows.error();
    if (auto dated = date_cancellation(*rows); !dated) return dated.error();
    if (auto moved = move_from_closed(*rows); !moved) return moved.error();
    if (auto done = place(*rows); !done) return done.error();
    return std::move(out_);
  }

 private:
  // What stands is subtracted from what is wanted. What was not sent goes, unless it says just what is left.
  Result<void> take(const Document& document, bool only_new, std::vector<GlRow>& wanted) {
    switch (document.state) {
      case DocumentState::withdrawn:
        return {};
      case DocumentState::voided:
        break;  // gone there; nothing else is ever called what it was
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
        for (GlRow& row : *standing) {
          row.amount = row.amount.negated();
          row.refund = document.total && document.total->amount.is_negative();
          post_on_its_day(row);
        }
        standing_.insert(standing_.end(), standing->begin(), standing->end());
        break;
      }
    }
    int& last = last_step_[document.kind];
    last = std::max(last, document.step);
    return {};
  }

  Result<void> place(const std::vector<GlRow>& rows) {
    SplitRows split;
    split.ledger = rows;
    if (settings_.books_receivables && !grows(entries_.record.kind)) {
      auto parts = split_rows(rows, settings_);
      if (!parts) return parts.error();
      split = std::move(*parts);
    }
    std::vector<Document> documents;
    for (const std::vector<GlRow>& part : split.receivable)
      if (auto added = add_document(DocumentKind::receivable, part, documents); !added) return added;
    if (!split.ledger.empty()) {
      if (auto added = add_document(DocumentKind::gl_run_group, split.ledger, documents); !added)
        return added;
      // What is paid at once is, once it is owed.
      if (!split.receivable.empty())
        documents.back().depends_on = {{DocumentKind::receivable, documents.back().key}};
    }
    if (says_just(documents)) return {};
    for (const Document* unsent : unsent_) out_.withdraw.push_back(unsent->id);
    if (settings_.customers.create && !documents.empty()) {
      auto customer = customer_document(settings_, entries_);
      if (!customer) return customer.error();
      for (Document& document : documents)
        document.depends_on.push_back({DocumentKind::contact, customer->key});
      out_.documents.push_back(std::move(*customer));
    }
    std::move(documents.begin(), documents.end(), std::back_inserter(out_.documents));
    return {};
  }

  // What was booked on the day of the order and is cancelled since is taken back on the day of that: a month
  // that is reported already does not change. All rows of the day go together, where each takes something
  // back; a decision that changes is one of the day that it was made for.
  Result<void> date_cancellation(std::vector<GlRow>& rows) const {
    if (entries_.mode != BookMode::created || entries_.record.kind != RecordKind::order ||
        correction_ != nullptr)
      return {};
    Date cancelled;
    for (const Entry& entry : entries_.entries)
      if (entry.state == UnitState::cancelled) cancelled = std::max(cancelled, entry.date);
    if (cancelled <= entries_.order_date) return {};
    const auto booked = added_up({standing_});
    if (!booked) return booked.error();
    std::map<std::string, bool> takes;  // by identity of what stands: whether less of it is a credit
    for (const GlRow& row : *booked) takes[identity_of(row)] = row.amount.is_negative();
    const std::string day = landmark_date(entries_.order_date);
    for (const GlRow& row : rows) {
      if (field(row.fields, "PostingDate") != day) continue;
      const auto stands = takes.find(identity_of(row));
      if (stands == takes.end() || stands->second != row.amount.is_negative()) return {};
    }
    for (GlRow& row : rows)
      if (field(row.fields, "PostingDate") == day) post_on(row, cancelled);
    return {};
  }

  // All rows of a day go together, so that each day still adds up to zero.
  Result<void> move_from_closed(std::vector<GlRow>& rows) const {
    if (correction_ == nullptr || !correction_->locked_until) return {};
    for (GlRow& row : rows) {
      const auto day = parse_landmark_date(field(row.fields, "PostingDate"));
      if (!day) return day.error();
      if (correction_->is_locked(*day)) post_on(row, correction_->locked_until->plus_days(1));
    }
    return {};
  }

  Result<void> add_document(DocumentKind kind, const std::vector<GlRow>& rows,
                            std::vector<Document>& documents) {
    Document document;
    document.pair = entries_.record.pair;
    document.kind = kind;
    document.key = document_key(entries_.record, settings_);
    document.step = ++last_step_[kind];
    document.record = entries_.record;
    auto content = content_of(rows, mark_of(document));
    if (!content) return content.error();
    document.content = std::move(*content);
    Decimal worth;  // what Walmart owes more by it
    std::string first = "99999999";
    for (const GlRow& row : rows) {
      first = std::min(first, field(row.fields, "PostingDate"));
      if (!is_counter(row)) continue;
      const auto sum = add(worth, row.amount);
      if (!sum) return sum.error();
      worth = *sum;
    }
    const auto date = parse_landmark_date(first);
    if (!date) return date.error();
    document.date = *date;
    document.total = Money{worth, entries_.currency};
    documents.push_back(std::move(document));
    return {};
  }

  // What waits to be sent is just that.
  bool says_just(const std::vector<Document>& documents) const {
    return !documents.empty() && unsent_.size() == documents.size() &&
           std::all_of(documents.begin(), documents.end(), [this](const Document& document) {
             return std::any_of(unsent_.begin(), unsent_.end(), [&](const Document* unsent) {
               return unsent->state != DocumentState::rejected && unsent->kind == document.kind &&
                      unsent->step == document.step && unsent->content == document.content;
             });
           });
  }

  const Entries& entries_;
  const Posted& posted_;
  const Settings& settings_;
  const Correction* correction_;
  std::vector<GlRow> standing_;  // what is posted, turned round
  std::vector<const Document*> unsent_;
  std::map<DocumentKind, int> last_step_;  // of those that stay
  Drafting out_;
};

// Whether what stands for a record went by way of receivables; nothing: nothing stands.
std::optional<bool> stands_in_receivables(const Posted& own) {
  bool stands = false;
  for (const Standing& standing : own) {
    const Document& document = standing.document;
    if (document.state != DocumentState::posted && document.state != DocumentState::disputed) continue;
    if (document.kind == DocumentKind::receivable) return true;
    if (document.kind != DocumentKind::gl_run_group) continue;
    if (document.content.find("\"" + std::string(customer_field) + "\":") != std::string::npos) return true;
    stands = true;
  }
  return stands ? std::optional(false) : std::nullopt;
}

Result<Drafting> draft_own(const Entries& entries, const Posted& own, const Settings& settings,
                           const Correction* correction) {
  const auto stands = grows(entries.record.kind) ? std::nullopt : stands_in_receivables(own);
  if (!stands || *stands == settings.books_receivables)
    return Drafter(entries, own, settings, correction).run();
  if (*stands)
    return fail(ErrorKind::config,
                document_key(entries.record, settings) +
                    " stands in receivables, and cloudsuite.path says general_ledger: what "
                    "changes of it is booked where it stands; say receivables");
  // It goes on where it was begun.
  Settings as_begun = settings;
  as_begun.books_receivables = false;
  return Drafter(entries, own, as_begun, correction).run();
}

}  // namespace

std::string document_key(const RecordKey& record, const Settings& settings) {
  std::string prefix = "WM-";
  if (record.kind == RecordKind::return_order) prefix = "WMR-";
  if (record.kind == RecordKind::settlement) prefix = "WMS-";
  if (record.kind == RecordKind::accrual) prefix = "WMA-";
  return prefix + settings.number_tag + record.id;
}

Result<Drafting> draft(const Entries& entries, const Posted& posted, const Settings& settings,
                       const Correction* correction) {
  if (entries.record.kind == RecordKind::statement)
    return fail(ErrorKind::invalid, "a statement books nothing in CloudSuite; it is compared");
  if (entries.informs()) return Drafting{};
  // For a return, what stands for its orders is none of it.
  Posted own;
  for (const Standing& standing : posted)
    if (!standing.document.record || *standing.document.record == entries.record) own.push_back(standing);
  auto drafting = draft_own(entries, own, settings, correction);
  if (drafting) return drafting;
  Drafting held;
  held.hold = drafting.error().text();
  return held;
}

}  // namespace crosswalk::cloudsuite
