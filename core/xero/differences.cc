#include "xero/differences.h"

#include <algorithm>

#include "base/json_tree.h"
#include "xero/errors.h"
#include "xero/money_body.h"
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

// In and out of clearing by the same amount.
Result<std::vector<Document>> money_of(const std::vector<InvoiceLine>& lines, const std::string& key,
                                       Date date, const Entries& entries, const Settings& settings,
                                       const TaxRates& rates) {
  std::vector<Document> made;
  for (const bool receive : {true, false}) {
    std::vector<InvoiceLine> side;
    for (const InvoiceLine& line : lines) {
      if (line.amount.is_negative() != receive) continue;  // a credit is money received
      InvoiceLine& own = side.emplace_back(line);
      own.amount = line.amount.magnitude();
      own.quantity = Decimal::whole(1);
      own.unit = own.amount;
    }
    Document document;
    document.kind = DocumentKind::bank_transaction;
    document.key = key + (receive ? "-R" : "-S");
    document.date = date;
    const auto total = predicted_total({document.key, {}, date, true, entries.currency, side}, rates);
    if (!total) return total.error();
    document.total = *total;
    document.content = bank_transaction_text(receive, settings.clearing_account, date, document.key, side,
                                             entries.rate_on(date));
    document.depends_on = {{DocumentKind::contact, entries.contact}};
    made.push_back(std::move(document));
  }
  if (made.front().total != made.back().total)
    return fail(ErrorKind::config, "the tax of difference " + key + " would move the clearing account by " +
                                       made.front().total->text() + " less " + made.back().total->text() +
                                       ": book it in the open period by hand");
  return made;
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

// On which side a positive line stands says the type.
Result<void> PlacedMoney::add_document(const Json& content) {
  const std::string type = text_in(content, "Type");
  return put_lines(content, "LineItems", type != "ACCREC" && type != "RECEIVE");
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

bool PlacedMoney::touches(const std::set<std::string, std::less<>>& accounts) const {
  return std::any_of(sums_.begin(), sums_.end(),
                     [&](const auto& sum) { return accounts.contains(sum.first.account); });
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

bool is_difference(const Document& document) {
  return document.key.find(mark) != std::string::npos;
}

Mended::Mended(const std::vector<const StandingDocument*>& staying)
    : Mended(staying, staying.front()->key, staying.front()->effective->date) {}

Mended::Mended(const std::vector<const StandingDocument*>& staying, const std::string& key, Date day)
    : documents(staying), date(day) {
  for (const StandingDocument* document : documents) keys.push_back(document->key);
  if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
}

Result<void> Differences::read(const Posted& posted) {
  auto standing = standing_documents(posted, DocumentKind::journal);
  if (!standing) return standing.error();
  entries_ = std::move(*standing);
  auto money = standing_documents(posted, DocumentKind::bank_transaction);
  if (!money) return money.error();
  for (StandingDocument& one : *money)
    if (one.key.find(mark) != std::string::npos) entries_.push_back(std::move(one));
  return {};
}

std::vector<const StandingDocument*> Differences::of(const std::string& document) const {
  std::vector<const StandingDocument*> found;
  for (const StandingDocument& entry : entries_)
    if (entry.key.starts_with(document + std::string(mark))) found.push_back(&entry);
  return found;
}

bool Differences::any(const std::string& document) const {
  const auto found = of(document);
  return std::any_of(found.begin(), found.end(),
                     [](const StandingDocument* entry) { return shown_of(*entry) != nullptr; });
}

Result<PlacedMoney> Differences::sum(const Mended& mended, const Correction* without_open) const {
  PlacedMoney sum;
  for (const StandingDocument* document : mended.documents) {
    const auto content = parse_json(document->effective->content, "the content of " + document->key);
    if (!content) return content.error();
    if (auto done = sum.add_document(*content); !done) return done.error();
  }
  for (const std::string& key : mended.keys) {
    for (const StandingDocument* entry : of(key)) {
      const Document* shown = without_open == nullptr ? shown_of(*entry) : entry->effective;
      if (shown == nullptr) continue;
      const bool journal = shown->kind == DocumentKind::journal;
      if (without_open != nullptr && journal && !without_open->is_locked(shown->date)) continue;
      const auto said = parse_json(shown->content, "the content of " + entry->key);
      if (!said) return said.error();
      if (auto done = journal ? sum.add_journal(*said) : sum.add_document(*said); !done) return done.error();
    }
  }
  return sum;
}

Result<PlacedMoney> Differences::said(const Mended& mended) const {
  return sum(mended, nullptr);
}

bool Differences::may_go(const std::string& document, const Correction& correction) const {
  const auto found = of(document);
  return std::none_of(found.begin(), found.end(), [&](const StandingDocument* entry) {
    return entry->effective != nullptr &&
           (entry->effective->kind != DocumentKind::journal || correction.is_locked(entry->effective->date));
  });
}

void Differences::end(const std::string& document, const Correction& correction, Drafting& out) const {
  for (const StandingDocument* entry : of(document)) {
    out.withdraw.insert(out.withdraw.end(), entry->unsent.begin(), entry->unsent.end());
    if (entry->effective != nullptr && entry->effective->kind == DocumentKind::journal &&
        !correction.is_locked(entry->effective->date))
      out.documents.push_back(journal_void(*entry->effective));
  }
}

std::string Differences::next_key(const std::string& document) const {
  for (int ordinal = 1;; ++ordinal) {
    std::string key = document + std::string(mark) + std::to_string(ordinal);
    const auto same = [&](const StandingDocument& entry) {
      return entry.taken && (entry.key == key || entry.key.starts_with(key + "-"));
    };
    if (std::none_of(entries_.begin(), entries_.end(), same)) return key;
  }
}

Result<void> Differences::mend(const Mended& mended, const PlacedMoney& wanted, const Correction& correction,
                               const Entries& entries, const Settings& settings, const TaxRates& rates,
                               Drafting& out) const {
  const std::string what = mended.keys.front() + " of " + mended.date.text();
  const Currency currency = entries.currency;
  const auto standing = sum(mended, &correction);
  if (!standing) return standing.error();
  PlacedMoney difference = wanted;
  if (auto done = difference.take_away(*standing); !done) return done;
  const auto total = difference.total();
  if (!total) return total.error();
  if (!total->is_zero())
    return fail(ErrorKind::config,
                what + " may not be changed any more, and the rules now ask for " + total->text(2) + " " +
                    std::string(currency.code()) +
                    " of debits more than it has: no entry can book that; credit or invoice it in the open "
                    "period by hand");
  for (const std::string& key : mended.keys) end(key, correction, out);
  if (difference.empty()) return {};
  Date date = mended.date;
  if (correction.is_locked(date)) date = correction.locked_until->plus_days(1);
  const std::string key = next_key(mended.keys.front());
  const auto lines = difference.lines("Corrects " + what);
  std::vector<Document> made;
  // Without a clearing account the sign-in has no right to journals (scopes.h), nor is there money to do it
  // by.
  if (settings.clearing_account.empty())
    return fail(ErrorKind::config,
                what +
                    " may not be changed any more, and without books.clearing_account there is no right to "
                    "the journal that would mend it; set that account, or book the difference in the open "
                    "period by hand");
  auto journal = journal_document({key, "corrects " + what, date, currency, lines}, rates);
  if (journal && correction.base == currency && !difference.touches(correction.no_journals)) {
    made.push_back(std::move(*journal));
  } else {
    auto money = money_of(lines, key, date, entries, settings, rates);
    if (!money) return money.error();
    made = std::move(*money);
  }
  for (Document& document : made) {
    document.pair = entries.record.pair;
    document.record = entries.record;
    out.documents.push_back(std::move(document));
  }
  return {};
}

}  // namespace crosswalk::xero
