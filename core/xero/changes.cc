#include "xero/changes.h"

#include <algorithm>
#include <array>

#include "base/json_tree.h"
#include "wire/percent.h"
#include "xero/dates.h"
#include "xero/differences.h"
#include "xero/errors.h"
#include "xero/kinds.h"
#include "xero/pages.h"
#include "xero/receipt.h"

namespace crosswalk::xero {
namespace {

constexpr int page_size = 500;
// If-Modified-Since knows seconds, and whether it includes the one that it names is not known (xero.md §3.2).
constexpr Millis overlap{300'000};
// How far the first look reaches: into the time before there was one.
constexpr Millis first_reach{7LL * 86'400'000};

// Lists that take If-Modified-Since (xero.md §3.2).
constexpr std::array<std::string_view, 6> lists = {"Invoices",         "CreditNotes",   "Payments",
                                                   "BankTransactions", "BankTransfers", "ManualJournals"};

// "2026-02-10T12:00:00", where the next window begins; " page 1" behind it in the middle of one, whichever
// the number.
struct Position {
  Instant since;
  bool fresh = true;  // a new window
};

constexpr std::string_view page_word = " page ";

Result<Position> read_position(const std::string& text) {
  const auto at = text.find(page_word);
  const auto since = Instant::parse(text.substr(0, at) + "Z");
  Position position;
  if (since) position.since = *since;
  position.fresh = at == std::string::npos;
  bool sound = since.ok();
  if (!position.fresh) {
    const std::string_view number = std::string_view(text).substr(at + page_word.size());
    sound = sound && !number.empty() && number.find_first_not_of("0123456789") == std::string_view::npos;
  }
  if (sound) return position;
  return fail(ErrorKind::internal, "\"" + text + "\" is not how far a list of Xero's was read");
}

bool says(const Json& element, std::string_view name) {
  const Json* flag = member(element, name);
  return flag != nullptr && flag->is_boolean() && flag->get<bool>();
}

// Of a transfer the bank's side counts, not the clearing account's. Xero's example shows no codes; then the
// side that the money went to does.
bool is_reconciled(const Json& element, const std::string& clearing) {
  const Json* to = member(element, "ToBankAccount");
  if (to == nullptr) return says(element, "IsReconciled");
  const bool came_back = !clearing.empty() && member_text(*to, "Code") == clearing;
  return says(element, came_back ? "FromIsReconciled" : "ToIsReconciled");
}

// What a credit note gives.
std::optional<std::vector<LedgerShare>> shares_in(const Json& element) {
  const Json* list = member(element, "Allocations");
  if (list == nullptr || !list->is_array()) return std::nullopt;
  std::vector<LedgerShare> shares;
  for (const Json& allocation : *list) {
    const Json* invoice = member(allocation, "Invoice");
    const auto amount = decimal_in(allocation, "Amount");
    if (says(allocation, "IsDeleted") || invoice == nullptr || !amount) continue;
    shares.push_back({member_text(allocation, "AllocationID"), member_text(*invoice, "InvoiceID"), *amount});
  }
  return shares;
}

LedgerChange change_in(const Json& element, const KindWords& words, const std::string& clearing) {
  LedgerChange change;
  change.outside_id = member_text(element, words.id);
  change.status = member_text(element, words.status);
  change.gone = is_void(change.status);
  if (!words.total.empty())
    if (const auto total = decimal_in(element, words.total)) change.total = *total;
  const Json* target = member(element, "Invoice");
  change.currency = member_text(element, "CurrencyCode");
  if (change.currency.empty() && target != nullptr) change.currency = member_text(*target, "CurrencyCode");
  if (const auto date = parse_date(member_text(element, "Date"))) change.date = *date;
  // A payment says whom its document is for, which is not its own.
  const Json* contact = target == nullptr ? member(element, "Contact") : nullptr;
  if (contact != nullptr) change.contact = member_text(*contact, "ContactID");
  change.replaced_by = member_text(element, "MergedToContactID");
  if (const auto updated = parse_instant(member_text(element, "UpdatedDateUTC"))) change.updated = *updated;
  if (const auto rate = decimal_in(element, "CurrencyRate")) change.rate = *rate;
  change.places = places_in(words.kind, element);
  change.reconciled = is_reconciled(element, clearing);
  if (words.kind == DocumentKind::credit_note) change.shares = shares_in(element);
  return change;
}

constexpr std::string_view transfers = "BankTransfers";

// One call for all that there are. No time of change is said: the next look begins where this one does.
Result<ChangePage> read_transfers(Connection& connection, const Position& position, Millis reach_back,
                                  const std::string& clearing, Instant now, const Stop& stop) {
  const std::string path = "/api.xro/2.0/BankTransfers?includeDeleted=true";
  // Nothing says that its If-Modified-Since tells of what is deleted or reconciled.
  const auto body = reach_back > Millis(0)
                        ? connection.read(path, stop)
                        : connection.read_since(path, seconds_text(position.since - overlap), stop);
  if (!body) return body.error();
  ChangePage out;
  out.caught_up = true;
  out.position = seconds_text(now);
  if (body->is_null()) return out;  // 304: nothing
  const Json* elements = member(*body, transfers);
  if (elements == nullptr || !elements->is_array())
    return fail(ErrorKind::outside, "Xero's list of bank transfers cannot be read");
  for (const auto& element : *elements) {
    LedgerChange change = change_in(element, *words_of(DocumentKind::bank_transfer), clearing);
    if (!change.outside_id.empty()) out.changes.push_back(std::move(change));
  }
  return out;
}

}  // namespace

std::optional<Places> places_in(DocumentKind kind, const Json& document) {
  const bool journal = kind == DocumentKind::journal;
  const Json* lines = member(document, journal ? "JournalLines" : "LineItems");
  if (lines == nullptr || !lines->is_array() || lines->empty()) return std::nullopt;
  PlacedMoney money;
  // The lines alone: which side they stand on is the kind's, ours and Xero's the same.
  const auto added = journal ? money.add_journal(document) : money.add_document(Json{{"LineItems", *lines}});
  if (!added) return std::nullopt;
  Places places;
  for (InvoiceLine& line : money.lines({}))
    places.push_back(
        {std::move(line.account), std::move(line.tax_type), std::move(line.tracking), line.amount});
  return places;
}

std::vector<ChangeStream> change_streams() {
  std::vector<ChangeStream> streams;
  for (const auto list : lists) {
    ChangeStream stream{std::string(list), {}};
    for (int kind = 0; kind <= static_cast<int>(DocumentKind::price); ++kind)
      if (const KindWords* words = words_of(static_cast<DocumentKind>(kind));
          words != nullptr && words->list == list)
        stream.kinds.push_back(words->kind);
    if (!stream.kinds.empty()) streams.push_back(std::move(stream));
  }
  return streams;
}

Result<ChangePage> read_changes(Connection& connection, const Cursor& from, const std::string& clearing,
                                Clock& clock, const Stop& stop) {
  Position position{clock.now() - first_reach};
  if (!from.position.empty()) {
    const auto read = read_position(from.position);
    if (!read) return read.error();
    position = *read;
  }
  if (from.stream == transfers)
    return read_transfers(connection, position, from.reach_back, clearing, clock.now(), stop);
  const Instant since = position.fresh ? position.since - overlap - from.reach_back : position.since;
  const KindWords* words = words_of_list(from.stream);
  if (words == nullptr) return fail(ErrorKind::internal, "Xero keeps no list \"" + from.stream + "\"");
  const auto part = read_part(connection, from.stream, seconds_text(since), page_size, stop);
  if (!part) return part.error();
  ChangePage out;
  out.caught_up = part->ends_list;
  Instant newest = position.since;
  for (const auto& element : part->elements) {
    LedgerChange change = change_in(element, *words, clearing);
    newest = std::max(newest, change.updated);
    if (!change.outside_id.empty()) out.changes.push_back(std::move(change));
  }
  out.position = out.caught_up ? seconds_text(newest) : part->next + std::string(page_word) + "1";
  return out;
}

Result<std::vector<LedgerChange>> look_at(Connection& connection, DocumentKind kind,
                                          std::span<const std::string> outside_ids,
                                          const std::string& clearing, const Stop& stop) {
  const KindWords* words = words_of(kind);
  std::vector<LedgerChange> found;
  if (words == nullptr || words->list == "Allocations" || words->list == "BankTransfers") return found;
  const std::string list(words->list);
  const auto take = [&](const Json& element) { found.push_back(change_in(element, *words, clearing)); };
  // These two alone take a list of ids (xero.md §3.2).
  const bool by_ids = list == "Invoices" || list == "Contacts";
  std::vector<std::string> names;
  for (const std::string& id : outside_ids)
    names.push_back(by_ids ? id : std::string(words->id) + "==guid(\"" + id + "\")");
  for (const std::string& group : joined_for_address(names, by_ids ? "," : wire::percent_encoded(" OR "))) {
    std::string filter = (by_ids ? "IDs=" : "where=") + group;
    if (list == "Contacts") filter += "&includeArchived=true";
    if (auto read = read_pages(connection, list, filter, true, take, stop); !read) return read.error();
  }
  return found;
}

}  // namespace crosswalk::xero
