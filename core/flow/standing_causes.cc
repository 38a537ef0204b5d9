#include "flow/standing_causes.h"

#include <algorithm>

#include "flow/preview_report.h"
#include "flow/settlement_standing.h"
#include "model/veil.h"

namespace crosswalk::flow {
namespace {

constexpr int most_records = 10'000;
constexpr std::size_t most_causes = 50;
constexpr std::size_t most_examples = 5;
constexpr std::size_t longest_reason = 500;
constexpr Millis trouble_patience{15 * 60'000};

// A sentence without its numbers, so that sentences about different orders are one.
std::string shape_of(std::string_view reason) {
  std::string shape;
  for (const char c : reason) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit)
      shape += c;
    else if (!shape.ends_with('#'))
      shape += '#';
  }
  return shape;
}

std::string shortened(std::string text) {
  if (text.size() <= longest_reason) return text;
  std::size_t end = longest_reason;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

// What a cause is about, before it has its words.
struct Group {
  AlertCause cause;
  std::string noun;    // "order", "invoice"
  std::string verb;    // "held"
  std::string reason;  // of its first, as stored
  RecordKey record;    // that the reason speaks of; its id is empty when there is none
  std::vector<MoneySum> sums;
  std::vector<Currency> currencies;
};

class Groups {
 public:
  // The group of that name, a new one or, when there are too many, the one for all others.
  Group& of(const std::string& name) {
    const std::string wanted = find(name) == nullptr && groups_.size() >= most_causes ? "others" : name;
    if (Group* found = find(wanted)) return *found;
    groups_.emplace_back();
    groups_.back().cause.name = wanted;
    groups_.back().cause.count = 0;
    return groups_.back();
  }
  static void add(Group& group, const std::string& example, const std::optional<Money>& money) {
    ++group.cause.count;
    if (group.cause.examples.size() < most_examples) group.cause.examples.push_back(example);
    if (!money) return;
    const auto found = std::find(group.currencies.begin(), group.currencies.end(), money->currency);
    const auto at = static_cast<std::size_t>(found - group.currencies.begin());
    if (found == group.currencies.end()) {
      group.currencies.push_back(money->currency);
      group.sums.emplace_back(money->currency);
    }
    group.sums[at].add(*money);
  }
  Result<std::vector<AlertCause>> finish(store::Store& store, const std::string& pair) {
    std::vector<AlertCause> causes;
    for (auto& group : groups_) {
      AlertCause& cause = group.cause;
      cause.title = counted(cause.count, group.noun) + " " + (cause.count == 1 ? "is " : "are ") + group.verb;
      for (const auto& sum : group.sums)
        if (const auto total = sum.total()) cause.money.push_back(*total);
      auto record = body_of(store, group.record);
      if (!record) return record.error();
      cause.reason = shortened(veiled(group.reason, *record));
      for (auto& example : cause.examples) example = veiled(example, "");
      cause.advice = "`crosswalk review --pair " + pair + "` lists all that waits for a person";
      causes.push_back(std::move(cause));
    }
    return causes;
  }

 private:
  Group* find(const std::string& name) {
    const auto found = std::find_if(groups_.begin(), groups_.end(),
                                    [&](const Group& group) { return group.cause.name == name; });
    return found == groups_.end() ? nullptr : &*found;
  }
  // "" when the group speaks of no record.
  static Result<std::string> body_of(store::Store& store, const RecordKey& key) {
    if (key.id.empty()) return std::string();
    store::RecordFilter filter;
    filter.pair = key.pair;
    filter.id = key.id;
    const auto rows = store.records(filter);
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
      if (row.key.kind != key.kind) continue;
      auto record = store.record(row.id);
      if (!record) return record.error();
      return std::move(record->body);
    }
    return std::string();
  }
  std::vector<Group> groups_;
};

// A contact's sentences may name whoever it is, and no record says which words these are.
void say_reason(Group& group, const Document& document) {
  if (!document.record && document.kind == DocumentKind::contact) return;
  group.reason = document.reason;
  if (document.record) group.record = *document.record;
}

std::string example_of(const Document& document) {
  return document.kind == DocumentKind::contact ? "a contact" : document.key;
}

}  // namespace

Result<std::vector<AlertCause>> record_causes(store::Store& store, const std::string& pair) {
  store::RecordFilter filter;
  filter.pair = pair;
  filter.states = {RecordState::held, RecordState::dead};
  filter.limit = most_records;
  const auto rows = store.records(filter);
  if (!rows) return rows.error();
  Groups groups;
  for (const auto& row : *rows) {
    const bool dead = row.state == RecordState::dead;
    const std::string place = row.origin.empty() ? shape_of(row.reason) : row.origin;
    Group& group = groups.of(std::string(name_of(row.state)) + "|" + place);
    if (group.cause.count == 0) {
      group.cause.severity = dead ? AlertSeverity::error : AlertSeverity::warning;
      group.cause.where = row.origin;
      group.noun = row.key.kind == RecordKind::order ? "order" : "record";
      group.verb = dead ? "dead (cannot be processed as received)" : "held";
      group.reason = row.reason;
      group.record = row.key;
    }
    Groups::add(group, row.key.id, row.stuck);
  }
  return groups.finish(store, pair);
}

Result<std::vector<AlertCause>> document_causes(store::Store& store, const std::string& pair) {
  const auto rows = store.troubled(pair);
  if (!rows) return rows.error();
  Groups groups;
  for (const auto& row : *rows) {
    const Document& document = row.document;
    const bool refused = document.state == DocumentState::rejected;
    // The others only wait for one of these.
    if (!refused && document.state != DocumentState::disputed) continue;
    const std::string kind(name_of(document.kind));
    Group& group =
        groups.of(kind + "|" + std::string(name_of(document.state)) + "|" + shape_of(document.reason));
    if (group.cause.count == 0) {
      group.cause.severity = AlertSeverity::error;
      group.noun = kind;
      std::replace(group.noun.begin(), group.noun.end(), '_', ' ');
      if (!refused)
        group.verb = "other in the ledger than was sent";
      else if (side_of(document.kind) == Side::ledger)
        group.verb = "refused by the ledger";
      else
        group.verb = "refused by the market";
      say_reason(group, document);
    }
    Groups::add(group, example_of(document), document.total);
  }
  return groups.finish(store, pair);
}

Result<std::vector<AlertCause>> undelivered_causes(store::Store& store, const std::string& pair,
                                                   Instant until) {
  const auto undelivered = store.undelivered(pair, until);
  if (!undelivered) return undelivered.error();
  Groups groups;
  for (const auto& each : *undelivered) {
    const Document& document = each.document;
    const std::string to = side_of(document.kind) == Side::ledger ? "ledger" : "market";
    Group& group = groups.of(to);
    if (group.cause.count == 0) {
      group.cause.kind = AlertKind::operations;
      group.noun = "document";
      group.verb = "not delivered to the " + to + ", whatever is tried";
    }
    if (group.reason.empty()) say_reason(group, document);
    Groups::add(group, example_of(document), document.total);
  }
  return groups.finish(store, pair);
}

Result<std::vector<AlertCause>> settlement_causes(store::Store& store, const std::string& pair) {
  const auto settlements = newest_settlements(store, pair);
  if (!settlements) return settlements.error();
  std::vector<AlertCause> causes;
  for (const SettlementStanding& settlement : *settlements) {
    const SettlementNote& note = settlement.note;
    if (!settlement.payable_booked || note.difference.amount.is_zero()) continue;
    AlertCause& cause = causes.emplace_back();
    cause.kind = AlertKind::finance;
    cause.name = "payable " + note.id;
    cause.title = "settlement " + note.id + " pays something else than its rows come to";
    cause.reason = payable_differs(note) + "; a rule has answered for the difference";
    cause.money = {note.difference};
    cause.examples = {note.id};
    cause.advice = "`crosswalk status` shows how it was booked";
  }
  return causes;
}

std::vector<AlertCause> trouble_causes(std::string_view what, const std::vector<std::string>& trouble,
                                       bool signed_out, const std::vector<std::string>& forbidden) {
  std::vector<AlertCause> causes;
  for (const auto& sentence : forbidden) {
    AlertCause& cause = causes.emplace_back();
    cause.kind = AlertKind::operations;
    cause.severity = AlertSeverity::error;
    cause.reason = shortened(veiled(sentence, ""));
    cause.name = "forbidden " + cause.reason;
    cause.title = std::string(what) + ": one kind is not allowed, the others go on";
    cause.advice = "`crosswalk check` says what is wrong";
  }
  if (trouble.empty() && !signed_out) return causes;
  AlertCause cause;
  cause.kind = AlertKind::operations;
  cause.severity = signed_out ? AlertSeverity::error : AlertSeverity::warning;
  cause.name = signed_out ? "sign-in" : "failing";
  cause.title =
      std::string(what) + (signed_out ? " stopped: a sign-in or a setting was refused" : " keeps failing");
  if (!trouble.empty()) cause.reason = shortened(veiled(trouble.front(), ""));
  if (signed_out) cause.advice = "`crosswalk check` says what is wrong";
  if (!signed_out) cause.patience = trouble_patience;
  causes.push_back(std::move(cause));
  return causes;
}

AlertCause refused_rules(const Error& refusal, std::string_view live) {
  AlertCause cause;
  cause.kind = AlertKind::operations;
  cause.name = "refused";
  cause.title = "changed rules are not taken up, version " + std::string(live) + " goes on";
  cause.reason = shortened(veiled(refusal.message, ""));
  cause.where = refusal.where;
  return cause;
}

AlertCause store_failure(const Error& error) {
  AlertCause cause;
  cause.kind = AlertKind::operations;
  cause.severity = AlertSeverity::error;
  cause.name = "store";
  cause.title = "the store failed and the engine has stopped";
  cause.reason = error.message;
  cause.where = error.where;
  return cause;
}

}  // namespace crosswalk::flow
