// `check`: everything that can be wrong before anything is posted: configuration, secrets, rules, sign-in,
// scopes, tenant, and every code that the rules name.
#include <algorithm>

#include "app/commands.h"
#include "app/offline.h"
#include "app/opening.h"
#include "app/wiring.h"
#include "base/json_tree.h"
#include "wire/curl_transport.h"

namespace crosswalk::app {
namespace {

struct Finding {
  Error error;
  bool outside;  // found by asking the outside systems
};

bool known(const rules::NamedCode& code, const Reference& reference) {
  using Kind = rules::NamedCode::Kind;
  const auto has = [](const auto& list, auto same) { return std::any_of(list.begin(), list.end(), same); };
  switch (code.kind) {
    case Kind::account:
      return has(reference.accounts, [&](const auto& a) { return a.code == code.value && a.active; });
    case Kind::tax:
      return has(reference.tax_types, [&](const auto& t) { return t.code == code.value && t.active; });
    case Kind::item:
      return has(reference.items, [&](const auto& i) { return i.code == code.value; });
    case Kind::tracking:
      return has(reference.tracking,
                 [&](const auto& t) { return t.category + "/" + t.option == code.value && t.active; });
    case Kind::contact:
      return true;  // made when it is missing
  }
  return true;
}

std::string_view kind_name(rules::NamedCode::Kind kind) {
  using Kind = rules::NamedCode::Kind;
  switch (kind) {
    case Kind::account:
      return "account";
    case Kind::tax:
      return "tax type";
    case Kind::item:
      return "item";
    case Kind::tracking:
      return "tracking option";
    case Kind::contact:
      return "contact";
  }
  return "code";
}

void check_codes(const rules::RuleSet& rules, const Reference& reference, std::vector<Finding>& findings) {
  for (const auto& code : rules.named_codes())
    if (!known(code, reference))
      findings.push_back(
          {fail(ErrorKind::invalid,
                "the ledger has no active " + std::string(kind_name(code.kind)) + " " + code.value,
                code.where),
           false});
}

void check_pair(const config::PairConfig& pair, const CheckOptions& options, const Outside& outside,
                const Stop& stop, std::vector<Finding>& findings) {
  const auto rules = rules_of(pair);
  if (!rules) findings.push_back({rules.error(), false});
  const auto systems = Systems::make(pair, outside, !options.offline);
  if (!systems) {
    findings.push_back({systems.error(), false});
    return;
  }
  if (options.offline) return;
  const auto refusals = (*systems)->try_sign_in(stop);
  for (const auto& refusal : refusals) findings.push_back({refusal, true});
  if (!refusals.empty()) return;
  const auto reference = (*systems)->ledger().reference(stop);
  if (!reference) {
    findings.push_back({reference.error(), true});
    return;
  }
  if (rules) check_codes(**rules, *reference, findings);
  const auto& clearing = pair.books.clearing_account;
  if (!clearing.value.empty() && !known({rules::NamedCode::Kind::account, clearing.value, ""}, *reference))
    findings.push_back({fail(ErrorKind::invalid, "the ledger has no active account " + clearing.value,
                             clearing.where.text()),
                        false});
}

}  // namespace

int check(Session& session, const CheckOptions& options) {
  const auto workspace = open_workspace(session);
  if (!workspace) return failed(session, workspace.error());
  NoNetwork network;
  NoBudget budget;
  wire::CurlTransport transport;
  Json all = Json::array();
  int code = exit_ok;
  for (const auto& pair : workspace->pairs) {
    std::vector<Finding> findings;
    progress(session, "checking pair " + pair.name.value);
    wire::Transport& used = options.offline ? static_cast<wire::Transport&>(network) : transport;
    check_pair(pair, options, {used, budget, session.clock, wire::random_jitter()}, session.stop, findings);
    end_progress(session);
    for (const auto& [error, outside] : findings) {
      all.push_back({{"pair", pair.name.value}, {"where", error.where}, {"message", error.message}});
      if (!session.json) session.err << pair.name.value << ": " << error.text() << "\n";
      // What only an outside system's failure kept us from asking is not the user's mistake.
      const int found = outside && error.kind == ErrorKind::outside ? exit_outside : exit_usage;
      code = code == exit_ok ? found : std::min(code, found);
    }
    if (!session.json && findings.empty()) session.out << pair.name.value << ": all is well\n";
  }
  if (session.json) print(session, {{"findings", all}});
  return code;
}

}  // namespace crosswalk::app
