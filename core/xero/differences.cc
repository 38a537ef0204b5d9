#include "xero/differences.h"

#include <algorithm>

#include "base/json_tree.h"
#include "xero/errors.h"
#include "xero/rounding.h"

namespace crosswalk::xero {
namespace {

constexpr std::string_view mark = "~C";

// What it is or is about to be; null: it is gone or about to go.
const Document* shown_of(const StandingDocument& journal) {
  if (journal.waiting == nullptr || journal.refused) return journal.effective;
  return journal.waiting->operation == Operation::annul ? nullptr : journal.waiting;
}

Decimal amount_of(const Json& line) {
  if (const auto amount = decimal_in(line, "LineAmount")) return *amount;
  const auto quantity = decimal_in(line, "Quantity");
  const auto unit = decimal_in(line, "UnitAmount");
  if (!quantity || !unit) return {};
  const auto amount = line_amount(*quantity, *unit);
  return amount ? *amount : Decimal();
}

}  // namespace

Result<void> PlacedMoney::put(Place place, Decimal debit) {
  const auto [known, fresh] = sums_.try_emplace(std::move(place));
  const auto sum = crosswalk::add(known->second, debit);
  if (!sum) return sum.error();
  known->second = *sum;
  if (known->second.is_zero()) sums_.erase(known);
  return {};
}

Result<void> PlacedMoney::put_lines(const Json& content, const char* list, bool debits) {
  const Json* lines = member(content, list);
  if (lines == nullptr || !lines->is_array()) return {};
  for (const Json& line : *lines) {
    Place place{text_in(line, "AccountCode"), text_in(line, "TaxType"), {}};
    if (const Json* tracking = member(line, "Tracking"); tracking != nullptr && tracking->is_array())
      for (const Json& category : *tracking)
        place.tracking.emplace_back(text_in(category, "Name"), text_in(category, "Option"));
    std::sort(place.tracking.begin(), place.tracking.end());
    const Decimal amount = amount_of(line);
    if (auto done = put(std::move(place), debits ? amount : amount.negated()); !done) return done;
  }
  return {};
}

Result<void> PlacedMoney::add(const std::vector<InvoiceLine>& lines, LineSide side) {
  for (const InvoiceLine& line : lines) {
    Place place{line.account, line.tax_type, line.tracking};
    std::sort(place.tracking.begin(), place.tracking.end());
    const Decimal debit = side == LineSide::debit ? line.amount : line.amount.negated();
    if (auto done = put(std::move(place), debit); !done) return done;
  }
  return {};
}

Result<void> PlacedMoney::add_document(const Json& content, LineSide side) {
  return put_lines(content, "LineItems", side == LineSide::debit);
}

Result<void> PlacedMoney::add_journal(const Json& content) {
  return put_lines(content, "JournalLines", true);
}

Result<void> PlacedMoney::take_away(const PlacedMoney& other) {
  for (const auto& [place, debit] : other.sums_)
    if (auto done = put(place, debit.negated()); !done) return done;
  return {};
}

Result<Decimal> PlacedMoney::total() const {
  Decimal total;
  for (const auto& [place, debit] : sums_) {
    const auto sum = crosswalk::add(total, debit);
    if (!sum) return sum.error();
    total = *sum;
  }
  return total;
}

std::vector<InvoiceLine> PlacedMoney::lines(const std::string& description) const {
  std::vector<InvoiceLine> lines;
  for (const auto& [place, debit] : sums_) {
    InvoiceLine& line = lines.emplace_back();
    line.description = description;
    line.amount = debit;
    line.account = place.account;
    line.tax_type = place.tax_type;
    line.tracking = place.tracking;
  }
  return lines;
}

Result<void> Differences::read(const Posted& posted) {
  auto standing = standing_documents(posted, DocumentKind::journal);
  if (!standing) return standing.error();
  journals_ = std::move(*standing);
  return {};
}

std::vector<const StandingDocument*> Differences::of(const std::string& document) const {
  std::vector<const StandingDocument*> found;
  for (const StandingDocument& journal : journals_)
    if (journal.key.starts_with(document + std::string(mark))) found.push_back(&journal);
  return found;
}

bool Differences::any(const std::string& document) const {
  const auto found = of(document);
  return std::any_of(found.begin(), found.end(),
                     [](const StandingDocument* journal) { return shown_of(*journal) != nullptr; });
}

Result<PlacedMoney> Differences::sum(const std::vector<const StandingDocument*>& documents, LineSide side,
                                     const Correction* without_open) const {
  PlacedMoney sum;
  for (const StandingDocument* document : documents) {
    const auto content = parse_json(document->effective->content, "the content of " + document->key);
    if (!content) return content.error();
    if (auto done = sum.add_document(*content, side); !done) return done.error();
    for (const StandingDocument* journal : of(document->key)) {
      const Document* shown = shown_of(*journal);
      if (shown == nullptr || (without_open != nullptr && !without_open->is_locked(shown->date))) continue;
      const auto entry = parse_json(shown->content, "the content of " + journal->key);
      if (!entry) return entry.error();
      if (auto done = sum.add_journal(*entry); !done) return done.error();
    }
  }
  return sum;
}

Result<PlacedMoney> Differences::said(const std::vector<const StandingDocument*>& documents,
                                      LineSide side) const {
  return sum(documents, side, nullptr);
}

bool Differences::may_go(const std::string& document, const Correction& correction) const {
  const auto found = of(document);
  return std::none_of(found.begin(), found.end(), [&](const StandingDocument* journal) {
    return journal->effective != nullptr && correction.is_locked(journal->effective->date);
  });
}

void Differences::end(const std::string& document, const Correction& correction, Drafting& out) const {
  for (const StandingDocument* journal : of(document)) {
    out.withdraw.insert(out.withdraw.end(), journal->unsent.begin(), journal->unsent.end());
    if (journal->effective != nullptr && !correction.is_locked(journal->effective->date))
      out.documents.push_back(journal_void(*journal->effective));
  }
}

std::string Differences::next_key(const std::string& document) const {
  for (int ordinal = 1;; ++ordinal) {
    std::string key = document + std::string(mark) + std::to_string(ordinal);
    const auto same = [&](const StandingDocument& journal) { return journal.key == key && journal.taken; };
    if (std::none_of(journals_.begin(), journals_.end(), same)) return key;
  }
}

Result<void> Differences::mend(const std::vector<const StandingDocument*>& documents,
                               const PlacedMoney& wanted, LineSide side, const Correction& correction,
                               Currency currency, const RecordKey& record, const TaxRates& rates,
                               Drafting& out) const {
  const StandingDocument& first = *documents.front();
  const std::string what = first.key + " of " + first.effective->date.text();
  const auto standing = sum(documents, side, &correction);
  if (!standing) return standing.error();
  PlacedMoney difference = wanted;
  if (auto done = difference.take_away(*standing); !done) return done;
  const auto total = difference.total();
  if (!total) return total.error();
  if (!total->is_zero())
    return fail(ErrorKind::config,
                what + " may not be changed any more, and the rules now ask for " + total->text(2) + " " +
                    std::string(currency.code()) +
                    " of debits more than it has: no journal can book that; credit or invoice it in the open "
                    "period by hand");
  for (const StandingDocument* document : documents) end(document->key, correction, out);
  if (difference.empty()) return {};
  if (!(correction.base == currency))
    return fail(ErrorKind::config,
                what + " may not be changed any more and is in " + std::string(currency.code()) +
                    (correction.base.empty() ? ", and the ledger's own currency is not known yet"
                                             : ", and a journal is in the ledger's own currency") +
                    ": book the difference in the open period by hand");
  Date date = first.effective->date;
  if (correction.is_locked(date)) date = correction.locked_until->plus_days(1);
  auto journal = journal_document(
      {next_key(first.key), "corrects " + what, date, currency, difference.lines("Corrects " + what)}, rates);
  if (!journal) return journal.error();
  journal->pair = record.pair;
  journal->record = record;
  out.documents.push_back(std::move(*journal));
  return {};
}

}  // namespace crosswalk::xero
