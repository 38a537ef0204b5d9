#include "cloudsuite/customer_send.h"

#include <algorithm>
#include <map>

#include "base/json_tree.h"
#include "cloudsuite/customers.h"
#include "cloudsuite/freeze.h"
#include "cloudsuite/limits.h"
#include "cloudsuite/list.h"
#include "cloudsuite/query.h"
#include "cloudsuite/reference.h"
#include "cloudsuite/set_action.h"
#include "cloudsuite/write_outcome.h"
#include "model/veil.h"

namespace crosswalk::cloudsuite {
namespace {

using Kind = Outcome::Kind;

constexpr Millis first_look{15'000};
constexpr Millis next_look{30'000};

class CustomerMaker {
 public:
  CustomerMaker(const Settings& settings, const Attempt& attempt, Connection& connection, Clock& clock,
                const Stop& stop)
      : settings_(settings),
        said_(settings.customers),
        attempt_(attempt),
        connection_(connection),
        clock_(clock),
        stop_(stop),
        run_group_(run_group_of(settings, attempt.id)) {}

  Outcomes send() {
    Outcomes outcomes;
    bool all_absent = true;
    for (const Document& member : attempt_.members) {
      auto standing = look_up(member);
      if (!standing)
        return same_for_all(
            attempt_, outcome(standing.error().kind == ErrorKind::config ? Kind::reauthorise : Kind::retry,
                              standing.error().message));
      all_absent = all_absent && !standing->has_value();
      outcomes.push_back(standing->value_or(
          outcome(Kind::retry, "another customer of its request is there already; it goes out alone")));
    }
    if (!all_absent) return outcomes;
    const auto staged = this->staged();
    if (!staged) return same_for_all(attempt_, outcome(Kind::retry, staged.error().message));
    if (!staged->empty())
      return same_for_all(attempt_, outcome(Kind::unknown, "run group " + run_group_ + " is in use already"));
    const auth::CallAnswer answer = connection_.write(attempt_.request.path, attempt_.request.body, stop_);
    if (!was_carried_out(answer))
      return same_for_all(attempt_, outcome_of_failure(answer, attempt_.members.size() > 1));
    auto taken = batch_in(answer.reply.body, attempt_.members.size());
    if (!taken) return same_for_all(attempt_, outcome(Kind::unknown, taken.error().message));
    return take_over(std::move(*taken));
  }

  Outcomes check() {
    const auto staged = this->staged();
    if (!staged)
      return same_for_all(attempt_, outcome(Kind::unknown, "the look-up failed: " + staged.error().message));
    Outcomes outcomes;
    // Staged rows first, so that one that moves meanwhile is seen twice rather than not at all.
    for (const Document& member : attempt_.members) {
      const auto standing = look_up(member);
      if (!standing)
        outcomes.push_back(outcome(Kind::unknown, "the look-up failed: " + standing.error().message));
      else
        outcomes.push_back(standing->has_value() ? **standing : judge(member, *staged));
    }
    return outcomes;
  }

 private:
  bool direct() const { return said_.interface_operation.empty(); }

  // How a customer who is there counts; nothing: there is none.
  Result<std::optional<Outcome>> look_up(const Document& member) {
    const auto found = find_customer(settings_, member.key, connection_, stop_);
    if (!found) return found.error();
    if (!found->has_value()) return std::optional<Outcome>();
    if ((*found)->active) return without_code(member);
    return std::optional(
        outcome(Kind::rejected, "customer " + member.key +
                                    " is in CloudSuite and not active there; make it "
                                    "active, or let the contact rule name another, then replay the record"));
  }

  // Rows name the customer as a code of a finance dimension. Whether a tenant makes one of every customer is
  // UNCONFIRMED: it is given time to, and nothing goes out that the ledger would refuse row by row.
  Result<std::optional<Outcome>> without_code(const Document& member) {
    const Instant now = clock_.now();
    const Outcome there = stands(member.key, "active", std::nullopt, now);
    const int number = dimension_of_customers(settings_);
    if (number == 0) return std::optional(there);
    const auto known = has_code(settings_, number, member.key, connection_, stop_);
    if (!known) return known.error();
    if (*known) return std::optional(there);
    const std::string lacks = "customer " + member.key + " is in CloudSuite, and FinanceDimension" +
                              std::to_string(number) + " has no active code of that name";
    if (now < attempt_.created + settings_.posting_patience)
      return std::optional(outcome(Kind::pending, lacks + " yet", now + next_look));
    return std::optional(
        outcome(Kind::rejected,
                lacks + "; add it there, since rows name the customer by it, then replay the record"));
  }

  // A refusal may only say that somebody else was faster.
  std::optional<Outcome> made_meanwhile(const Document& member) {
    const auto standing = look_up(member);
    return standing ? *standing : std::nullopt;
  }

  // By code: the ErrorMessage of what the run group still holds.
  Result<std::map<std::string, std::string>> staged() {
    std::map<std::string, std::string> errors;
    if (direct()) return errors;
    const auto rows = read_list(connection_,
                                {said_.import_class,
                                 {said_.code_field, "ErrorMessage"},
                                 all_of({equals("FinanceEnterpriseGroup", settings_.enterprise_group),
                                         equals(said_.run_group_field, run_group_)}),
                                 "",
                                 500},
                                stop_);
    if (!rows) return rows.error();
    for (const Fields& row : *rows) errors[field(row, said_.code_field)] = field(row, "ErrorMessage");
    return errors;
  }

  // `refusals`: of each member's row; empty: it was taken.
  Outcomes take_over(std::vector<std::string> refusals) {
    if (!direct() &&
        std::any_of(refusals.begin(), refusals.end(), [](const auto& why) { return !why.empty(); })) {
      // A row that lies there all the same was refused for being there: the batch was sent twice on its way.
      const auto staged = this->staged();
      if (!staged)
        return same_for_all(attempt_, outcome(Kind::unknown,
                                              "a row was refused, and what is staged cannot be "
                                              "listed: " +
                                                  staged.error().message));
      for (std::size_t i = 0; i < refusals.size(); ++i)
        if (staged->contains(attempt_.members[i].key)) refusals[i].clear();
    }
    Outcomes outcomes;
    bool some = false;
    for (std::size_t i = 0; i < refusals.size(); ++i) {
      const std::string& code = attempt_.members[i].key;
      const auto made = refusals[i].empty() ? std::optional<Outcome>() : made_meanwhile(attempt_.members[i]);
      if (made)
        outcomes.push_back(*made);
      else if (!refusals[i].empty())
        outcomes.push_back(outcome(Kind::rejected, "customer " + code + " was not made: " + refusals[i]));
      else if (direct())
        outcomes.push_back(taken_at_once(attempt_.members[i]));
      else
        outcomes.push_back(
            outcome(Kind::pending, "staged as run group " + run_group_, clock_.now() + first_look));
      some = some || refusals[i].empty();
    }
    if (!some || direct()) return outcomes;
    const std::string how = ask();
    for (Outcome& one : outcomes)
      if (one.kind == Kind::pending) one.reason += how;
    return outcomes;
  }

  Outcome taken_at_once(const Document& member) {
    const auto standing = without_code(member);
    if (standing) return **standing;
    return outcome(Kind::pending, "customer " + member.key + " is made: " + standing.error().message,
                   clock_.now() + first_look);
  }

  Outcome judge(const Document& member, const std::map<std::string, std::string>& staged) {
    const Instant now = clock_.now();
    const auto row = staged.find(member.key);
    if (row == staged.end()) {
      if (now < attempt_.created + settled_after)
        return outcome(Kind::unknown, "no customer " + member.key + " is found yet",
                       attempt_.created + settled_after);
      if (!direct())
        if (const Instant free = turn(); free > now)
          return outcome(Kind::unknown,
                         "no customer " + member.key + " is found, and it was asked for lately", free);
      return outcome(Kind::absent, "neither a customer nor a staged row");
    }
    if (!row->second.empty())
      return outcome(Kind::rejected, "customer " + member.key + " was not made: " + row->second);
    if (now >= attempt_.created + settings_.posting_patience)
      return outcome(Kind::rejected,
                     "customer " + member.key + " is staged as run group " + run_group_ + " of " +
                         said_.import_class +
                         ", and CloudSuite does not take it over: interface it there, or correct "
                         "cloudsuite.customers.interface, then replay the record");
    return outcome(Kind::pending, "staged as run group " + run_group_ + ask(), now + next_look);
  }

  // When nobody else has the run group taken over any more; now: it is for us to ask.
  Instant turn() {
    if (!turn_) {
      const auto when = connection_.budget().take(interface_bucket(run_group_), clock_.now());
      turn_ = when ? *when : clock_.now() + next_look;
    }
    return *turn_;
  }

  // Once for all members. Only looking tells what came of it.
  const std::string& ask() {
    if (asked_) return *asked_;
    if (turn() > clock_.now()) return asked_.emplace("; taking it over was asked for");
    const std::string objection = objection_in(connection_.act(
        set_action_path(said_.import_class, said_.interface_operation,
                        {{"PrmRunGroup", run_group_}, {"PrmEnterpriseGroup", settings_.enterprise_group}}),
        stop_));
    return asked_.emplace(objection.empty() ? "; taking it over is asked for"
                                            : "; its request: " + objection);
  }

  const Settings& settings_;
  const CustomerSettings& said_;
  const Attempt& attempt_;
  Connection& connection_;
  Clock& clock_;
  const Stop& stop_;
  const std::string run_group_;
  std::optional<Instant> turn_;
  std::optional<std::string> asked_;
};

// What is said of customers without the words of what the contact rule answered, which may be a buyer's name;
// a code that a setting gives is not.
Outcomes without_persons(const Settings& settings, const Attempt& attempt, Outcomes outcomes) {
  std::vector<std::string> names;
  std::vector<std::string> codes;
  for (const Document& member : attempt.members) {
    const bool given = std::any_of(settings.customer_codes.begin(), settings.customer_codes.end(),
                                   [&](const auto& code) { return code.second == member.key; });
    (given ? codes : names).push_back(member.key);
    const auto content = parse_json(member.content, "the content of a customer");
    const auto said = content ? content->find("Customer") : Json::const_iterator();
    if (content && said != content->end() && !settings.customers.name_field.empty())
      names.push_back(text_in(*said, settings.customers.name_field));
  }
  for (Outcome& one : outcomes) one.reason = veiled_names(one.reason, names, codes);
  return outcomes;
}

}  // namespace

Result<FrozenRequest> freeze_customers(const Settings& settings, std::string_view attempt_id,
                                       std::span<const Document> documents) {
  const CustomerSettings& said = settings.customers;
  if (said.import_class.empty())
    return fail(ErrorKind::config, "cloudsuite.customers no longer says through which import_class " +
                                       documents.front().key + " is to be made");
  Json records = Json::array();
  for (const Document& document : documents) {
    const auto content = parse_json(document.content, "the content of customer " + document.key);
    if (!content) return content.error();
    const auto found = content->find("Customer");
    if (document.operation != Operation::create || found == content->end() || !found->is_object())
      return fail(ErrorKind::internal, "CloudSuite's customers are only made, and the content of " +
                                           document.key + " does not say how");
    Json fields = *found;
    if (!said.interface_operation.empty()) fields[said.run_group_field] = run_group_of(settings, attempt_id);
    records.push_back({{"message", "BatchImport"}, {"_fields", std::move(fields)}});
  }
  FrozenRequest request;
  request.method = "POST";
  request.path =
      "/classes/" + said.import_class + "/actions/" + said.import_action + "/batch?_maxFailures=-1";
  request.headers = {{"Content-Type", "application/json"}};
  request.body = to_text({{"_records", std::move(records)}});
  return request;
}

Outcomes send_customers(const Settings& settings, const Attempt& attempt, Connection& connection,
                        Clock& clock, const Stop& stop) {
  return without_persons(settings, attempt, CustomerMaker(settings, attempt, connection, clock, stop).send());
}

Outcomes check_customers(const Settings& settings, const Attempt& attempt, Connection& connection,
                         Clock& clock, const Stop& stop) {
  return without_persons(settings, attempt,
                         CustomerMaker(settings, attempt, connection, clock, stop).check());
}

}  // namespace crosswalk::cloudsuite
