// `status`: what is received, booked, held, waiting and posted, the totals in money, how the newest
// settlements stand, what is not settled yet, what the backlog costs in calls and when it is done, and the
// rules.
#include "app/cloudsuite_access.h"
#include "app/commands.h"
#include "app/delivery_state.h"
#include "app/kept_lists.h"
#include "app/opening.h"
#include "app/pushed_state.h"
#include "app/rules_state.h"
#include "app/settlement_state.h"
#include "app/summary.h"
#include "app/xero_tokens.h"
#include "base/json_tree.h"
#include "flow/customer_notes.h"

namespace crosswalk::app {
namespace {

// The ledger's customers as contact rules see them.
Result<void> tell_customers(Session& session, const config::PairConfig& pair, store::Store& store,
                            Json& all) {
  const auto head = flow::customer_head(store, pair.name.value);
  if (!head) return head.error();
  if (!head->has_value()) {
    if (!session.json) session.out << "  customers              never read from the ledger yet\n";
    return {};
  }
  const flow::CustomerHead& told = **head;
  if (session.json)
    all[pair.name.value]["customers"] = {
        {"count", told.count}, {"gone", told.gone}, {"snapshot", told.hash}, {"read", told.read.text()}};
  else
    session.out << "  customers              " << told.count << " as of " << told.read.text() << ", snapshot "
                << told.hash << (told.gone == 0 ? "" : ", " + std::to_string(told.gone) + " no longer listed")
                << "\n";
  return {};
}

// What keeps everything from being booked. Json: whether it does.
Result<void> tell_waiting(Session& session, const config::PairConfig& pair, store::Store& store,
                          const Summary& summary, Json& all) {
  std::int64_t received = 0;
  for (const auto& count : summary.counts.records)
    if (count.name == name_of(RecordState::received)) received += count.count;
  const auto lists = kept_lists(pair, store, session.clock.now());
  if (!lists) return lists.error();
  const bool waits = received > 0 && !lists->usable();
  const bool anothers = !lists->read_from.empty();
  if (session.json) {
    all[pair.name.value]["waits_for_lists"] = waits;
    all[pair.name.value]["lists_of_another"] = anothers;
    return {};
  }
  if (anothers)
    session.out
        << "  attention: the kept lists (accounts, tax types, dimensions) are another ledger's, read from "
        << lists->read_from << "; this pair reads " << lists->reads_now
        << ". Nothing is booked by them; `crosswalk check` or a running engine reads its own\n";
  if (waits)
    session.out
        << "  attention: booking waits for the ledger's lists (accounts, tax types, lock dates), which "
           "were never read from it; "
        << received << " received until then. `crosswalk check` says why they cannot be read\n";
  return {};
}

// Of a pair whose ledger is CloudSuite.
Result<void> tell_cloudsuite(Session& session, const config::PairConfig& pair, store::Store& store,
                             Json& all) {
  if (!pair.cloudsuite) return {};
  const auto state = cloudsuite_sign_in_state(pair, store);
  if (!state) return state.error();
  if (session.json)
    all[pair.name.value]["sign_in"] = {
        {"connected", state->warning.empty()}, {"tenant", state->tenant}, {"warning", state->warning}};
  else if (state->warning.empty())
    session.out << "  signed in to CloudSuite  " << state->tenant << "\n";
  else
    session.out << "  attention: " << state->warning << "\n";
  return pair.cloudsuite->customers ? tell_customers(session, pair, store, all) : Result<void>{};
}

}  // namespace

int status(Session& session, const StatusOptions& options) {
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto pairs = chosen_pairs(
      opening->workspace, options.pair.empty() ? std::vector<std::string>{} : std::vector{options.pair});
  if (!pairs) return failed(session, pairs.error());
  Json all = Json::object();
  for (const auto* pair : *pairs) {
    const auto summary = summarise(*opening->store, pair->name.value);
    if (!summary) return failed(session, summary.error());
    const auto rules = rules_state(*opening->store, *pair, session.clock.now());
    if (!rules) return failed(session, rules.error());
    const auto sign_in = xero_sign_in_state(*pair, opening->store.get(), session.clock.now());
    if (!sign_in) return failed(session, sign_in.error());
    const auto delivery = delivery_state(*opening->store, *pair, session.clock);
    if (!delivery) return failed(session, delivery.error());
    const auto settlements = flow::newest_settlements(*opening->store, pair->name.value);
    if (!settlements) return failed(session, settlements.error());
    const auto unbooked = flow::unbooked_settlements(*opening->store, pair->name.value);
    if (!unbooked) return failed(session, unbooked.error());
    const auto awaited = flow::awaited_money(*opening->store, pair->name.value);
    if (!awaited) return failed(session, awaited.error());
    const auto accrued = flow::accrued_money(*opening->store, pair->name.value);
    if (!accrued) return failed(session, accrued.error());
    const auto balance = flow::opening_standing(*opening->store, pair->name.value);
    if (!balance) return failed(session, balance.error());
    const auto pushed = opening->store->inbox_counts(pair->name.value);
    if (!pushed) return failed(session, pushed.error());
    if (session.json) {
      all[pair->name.value] = summary_json(*summary);
      all[pair->name.value]["delivery"] = delivery_state_json(*delivery);
      all[pair->name.value]["settlements"] = settlement_state_json(*settlements);
      all[pair->name.value]["settlements_not_booked"] = unbooked_settlements_json(*unbooked);
      all[pair->name.value]["unsettled"] = awaited_money_json(*awaited);
      all[pair->name.value]["accrued"] = accrued_money_json(*accrued);
      if (*balance) all[pair->name.value]["opening_balance"] = opening_state_json(**balance);
      all[pair->name.value]["pushed"] = pushed_state_json(*pushed);
      all[pair->name.value]["rules"] = rules_state_json(*rules);
      if (*sign_in) all[pair->name.value]["sign_in"] = xero_sign_in_json(**sign_in);
    } else {
      print_summary(session, *summary);
      if (!pair->books.clearing_account.value.empty() && pair->books.bank_account.value.empty())
        session.out
            << "  deposits               left to the bank feed's own rule (books.bank_account is not set)\n";
      print_delivery_state(session, *delivery);
      print_settlement_state(session, *settlements);
      print_unbooked_settlements(session, *unbooked);
      print_awaited_money(session, *awaited);
      print_accrued_money(session, *accrued);
      if (*balance) print_opening_state(session, **balance);
      print_pushed_state(session, *pushed, session.clock.now());
      print_rules_state(session, *rules);
      if (*sign_in) print_xero_sign_in(session, **sign_in);
    }
    if (auto told = tell_waiting(session, *pair, *opening->store, *summary, all); !told)
      return failed(session, told.error());
    if (auto told = tell_cloudsuite(session, *pair, *opening->store, all); !told)
      return failed(session, told.error());
  }
  if (session.json) print(session, all);
  return exit_ok;
}

}  // namespace crosswalk::app
