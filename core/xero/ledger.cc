#include "xero/ledger.h"

#include <algorithm>

#include "base/json_tree.h"
#include "base/limits.h"
#include "xero/changes.h"
#include "xero/check.h"
#include "xero/contact_told.h"
#include "xero/draft.h"
#include "xero/freeze.h"
#include "xero/kinds.h"
#include "xero/reference.h"
#include "xero/reply.h"
#include "xero/scopes.h"

namespace crosswalk::xero {
namespace {

// A look-up before sending that takes longer would eat into the time that the attempt's lease leaves for the
// call itself (limits::attempt_lease).
constexpr Millis longest_look_before{20'000};

// A request that was given up may still be on its way, or at work in Xero: only by then has it come to
// nothing if it is not found (DESIGN §2.7).
constexpr Millis settled_after = limits::attempt_lease;

Settings tidy(Settings settings) {
  for (std::string* url : {&settings.api_url, &settings.identity_url})
    while (url->ends_with('/')) url->pop_back();
  settings.scopes = scopes_for(settings);
  return settings;
}

// A buyer who may be known there by an e-mail address.
bool names_address(const Attempt& attempt) {
  return attempt.members.front().kind == DocumentKind::contact &&
         attempt.request.body.find("\"EmailAddress\":") != std::string::npos;
}

// A part payment of an invoice: Xero takes a second one for as long as anything is outstanding.
bool pays_a_part(const Attempt& attempt) {
  return std::any_of(attempt.members.begin(), attempt.members.end(), [](const Document& document) {
    return document.kind == DocumentKind::payment && document.operation == Operation::create &&
           std::none_of(document.depends_on.begin(), document.depends_on.end(),
                        [&](const Dependency& paid) { return paid.key == document.key; });
  });
}

}  // namespace

XeroLedger::XeroLedger(Settings settings, wire::Transport& transport, Budget& budget, Clock& clock,
                       wire::Jitter jitter, auth::TokenVault* vault)
    : settings_(tidy(std::move(settings))),
      clock_(clock),
      connection_(settings_, transport, budget, clock, std::move(jitter), vault) {}

std::size_t XeroLedger::fits(std::span<const Document> documents) const {
  return xero::fits(documents);
}

CallCost XeroLedger::cost(DocumentKind kind, Operation operation) const {
  const KindWords* words = words_of(kind);
  // As found_before; what makes it look at single documents of the other kinds besides is rare.
  const bool looks = operation == Operation::create && words != nullptr && !words->kept_unique;
  return {goes_alone(kind, operation) ? 1 : limits::ledger_batch, looks ? 1 : 0};
}

Result<FrozenRequest> XeroLedger::freeze(std::string_view attempt_id, std::span<const Document> documents,
                                         const Receipts& receipts) const {
  const std::lock_guard lock(mutex_);
  return xero::freeze(settings_, attempt_id, documents, receipts, merged_);
}

// Of kinds that Xero takes twice without a word, what stands already is found before anything is sent: after
// a restored backup, or where a person booked it. Likewise a buyer by the e-mail address. Nothing: all are to
// be sent. What is changed, voided or deleted goes by its id, and doing that twice does nothing more.
std::optional<Outcomes> XeroLedger::found_before(const Attempt& attempt, const Stop& stop) {
  using Kind = Outcome::Kind;
  const KindWords* words = attempt.members.empty() ? nullptr : words_of(attempt.members.front().kind);
  const bool told_twice =
      words != nullptr && words->kept_unique && !names_address(attempt) && !pays_a_part(attempt);
  if (words == nullptr || told_twice || attempt.members.front().operation != Operation::create)
    return std::nullopt;
  Outcomes outcomes = xero::check(attempt, LookedFor::before_sending, connection_, clock_, stop);
  if (std::all_of(outcomes.begin(), outcomes.end(),
                  [](const Outcome& one) { return one.kind == Kind::absent; }))
    return std::nullopt;
  // The stored bytes would send them all; what is absent goes out in another attempt.
  for (Outcome& one : outcomes)
    if (one.kind == Kind::absent || one.kind == Kind::unknown) one.kind = Kind::retry;
  return outcomes;
}

Outcomes XeroLedger::send(const Attempt& attempt, const Stop& stop) {
  using Kind = Outcome::Kind;
  const Instant begun = clock_.now();
  if (auto found = found_before(attempt, stop)) return without_persons(std::move(*found), attempt);
  if (clock_.now() - begun > longest_look_before)
    return same_for_all(attempt, Kind::retry, "Xero was too slow to say what stands; nothing was sent");
  const auth::CallAnswer answer = connection_.write(attempt.request, stop);
  switch (answer.kind) {
    case auth::CallAnswer::Kind::reply: {
      Outcomes outcomes = without_persons(read_reply(attempt, answer.reply, clock_.now()), attempt);
      MergedContacts merged = follow_merged(attempt, outcomes, connection_, stop);
      const std::lock_guard lock(mutex_);
      for (auto& [id, now] : merged) merged_.insert_or_assign(id, std::move(now));
      return outcomes;
    }
    case auth::CallAnswer::Kind::throttled:
      return same_for_all(attempt, Kind::retry, answer.error.message, answer.at);
    case auth::CallAnswer::Kind::sign_in:
      return same_for_all(attempt, Kind::reauthorise, answer.error.message);
    case auth::CallAnswer::Kind::not_sent:
      return same_for_all(attempt, Kind::retry, answer.error.message);
    case auth::CallAnswer::Kind::maybe_sent:
      break;
  }
  return same_for_all(attempt, Kind::unknown, answer.error.message);
}

Outcomes XeroLedger::check(const Attempt& attempt, const Stop& stop) {
  using Kind = Outcome::Kind;
  Outcomes outcomes = xero::check(attempt, LookedFor::after_sending, connection_, clock_, stop);
  // It stands since it was asked for, so that what somebody did to it until now is his change, not ours.
  for (Outcome& one : outcomes)
    if (one.kind == Kind::posted) one.receipt.at = attempt.created;
  const Instant settled = attempt.created + settled_after;
  if (clock_.now() < settled)
    for (Outcome& one : outcomes)
      if (one.kind == Kind::absent) {
        one.kind = Kind::unknown;
        one.at = settled;
      }
  return without_persons(std::move(outcomes), attempt);
}

Result<Drafting> XeroLedger::draft(const Entries& entries, const Posted& posted) const {
  return draft(entries, posted, nullptr);
}

Result<Drafting> XeroLedger::correct(const Entries& entries, const Posted& posted,
                                     const Correction& correction) const {
  return draft(entries, posted, &correction);
}

Result<Drafting> XeroLedger::draft(const Entries& entries, const Posted& posted,
                                   const Correction* correction) const {
  Lists lists;
  ClosedAccounts closed;
  Clearing account;
  Currency clearing;
  Currency base;
  {
    const std::lock_guard lock(mutex_);
    base = base_currency_;
    lists = lists_;
    closed = closed_;
    account = clearing_;
    clearing = clearing_currency_;
  }
  // Xero would take the amount for one of the account's own currency. A correction may need it as well.
  const bool moves_clearing =
      (correction != nullptr && !settings_.clearing_account.empty()) ||
      std::any_of(entries.entries.begin(), entries.entries.end(), [](const Entry& entry) {
        return entry.role == EntryRole::clearing && !entry.amount.amount.is_zero();
      });
  if (moves_clearing && !clearing.empty() && !(clearing == entries.currency)) {
    Drafting held;
    held.hold = "the clearing account " + settings_.clearing_account + " is kept in " +
                std::string(clearing.code()) + " in Xero, and this is in " +
                std::string(entries.currency.code()) +
                "; let books.clearing_account name a bank account in that currency";
    return held;
  }
  std::optional<Correction> permission;
  if (correction != nullptr) {
    permission = *correction;
    permission->no_journals = closed;
  }
  auto drafting = xero::draft(entries, posted, settings_, lists, permission ? &*permission : nullptr);
  if (!drafting) return drafting;
  const bool journalises =
      std::any_of(drafting->documents.begin(), drafting->documents.end(), [](const Document& document) {
        return document.kind == DocumentKind::journal && document.operation == Operation::create;
      });
  if (journalises && !base.empty() && !(base == entries.currency)) {
    Drafting held;
    held.hold = "Xero takes journals in the organisation's own currency, " + std::string(base.code()) +
                ", alone, and this is in " + std::string(entries.currency.code()) + "; book it by hand";
    return held;
  }
  std::string why = objection_of(account, drafting->documents);
  for (const Document& document : drafting->documents)
    if (why.empty()) why = closed_account_in(document, closed);
  if (why.empty()) return drafting;
  Drafting held;
  held.hold = std::move(why);
  return held;
}

std::size_t XeroLedger::largest_enclosure(RecordKind kind) const {
  return settings_.attach_settlements && kind == RecordKind::settlement ? limits::ledger_body_bytes : 0;
}

int XeroLedger::onto_clearing(const Document& document) const {
  if (document.kind != DocumentKind::bank_transaction) return 0;
  const auto content = parse_json(document.content, document.key);
  return content && text_in(*content, "Type") == "RECEIVE" ? 1 : -1;
}

Result<Reference> XeroLedger::reference(const Stop& stop) {
  auto reference = read_reference(connection_, clock_, stop);
  if (reference) use(*reference);
  return reference;
}

std::string XeroLedger::reference_source() const {
  return xero::reference_source(settings_);
}

Result<std::vector<LedgerItem>> XeroLedger::items(const Stop& stop) {
  return read_items(connection_, stop);
}

Result<std::optional<Date>> XeroLedger::locked_until(const Stop& stop) {
  return read_locked_until(connection_, stop);
}

std::vector<ChangeStream> XeroLedger::change_streams() const {
  return xero::change_streams();
}

Result<ChangePage> XeroLedger::changes(const Cursor& from, const Stop& stop) {
  return read_changes(connection_, from, settings_.clearing_account, clock_, stop);
}

std::optional<Places> XeroLedger::places(DocumentKind kind, std::string_view content) const {
  const auto document = parse_json(content, "the content of a document");
  return document ? places_in(kind, *document) : std::nullopt;
}

std::optional<Decimal> XeroLedger::rate(std::string_view content) const {
  const auto document = parse_json(content, "the content of a document");
  if (!document) return std::nullopt;
  const auto rate = decimal_in(*document, "CurrencyRate");
  return rate ? std::optional(*rate) : std::nullopt;
}

Result<std::vector<LedgerChange>> XeroLedger::look_at(DocumentKind kind,
                                                      std::span<const std::string> outside_ids,
                                                      const Stop& stop) {
  return xero::look_at(connection_, kind, outside_ids, settings_.clearing_account, stop);
}

void XeroLedger::use(const Reference& reference) {
  Lists lists{rates_of(reference), catalogue_of(reference)};
  ClosedAccounts closed = closed_accounts_of(reference);
  Clearing clearing = clearing_of(reference, settings_.clearing_account);
  const Currency kept_in = currency_of(reference, settings_.clearing_account);
  const std::lock_guard lock(mutex_);
  lists_ = std::move(lists);
  closed_ = std::move(closed);
  clearing_ = std::move(clearing);
  base_currency_ = reference.base_currency;
  clearing_currency_ = kept_in;
}

Result<ConnectionReport> XeroLedger::check_connection(const Stop& stop) {
  return xero::check_connection(settings_, connection_, stop);
}

}  // namespace crosswalk::xero
