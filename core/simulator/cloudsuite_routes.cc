#include "simulator/cloudsuite_routes.h"

#include "base/json_tree.h"
#include "simulator/cloudsuite_interface.h"
#include "simulator/cloudsuite_list.h"
#include "simulator/cloudsuite_receivables.h"
#include "simulator/cloudsuite_reply.h"

namespace crosswalk::simulator::cloudsuite_sim {
namespace {

std::string_view method_of(Action action) {
  switch (action) {
    case Action::create:
      return "POST";
    case Action::update_clean:
    case Action::update_error:
      return "PUT";
    case Action::delete_clean:
    case Action::delete_error:
      return "DELETE";
    case Action::find:
      return "GET";
  }
  return "GET";
}

wire::HttpReply act(CloudSuiteTenant& tenant, const ClassRule& rule, const std::string& name, bool batch,
                    const wire::HttpRequest& request, const Query& query, const CallContext& context) {
  const auto found = rule.actions.find(name);
  if (found == rule.actions.end() || (batch && found->second != Action::create)) return no_such_path();
  if (request.method != method_of(found->second)) return wrong_method();
  switch (found->second) {
    case Action::create:
      return batch ? create_batch(tenant, rule, request.body, query, context.switches, context.fate)
                   : create_one(tenant, rule, request.body, context.switches);
    case Action::update_clean:
    case Action::update_error:
      return update_one(tenant, rule, request.body, found->second == Action::update_error, context.switches);
    case Action::delete_clean:
    case Action::delete_error:
      return delete_one(tenant, rule, query, found->second == Action::delete_error);
    case Action::find:
      return find_one(tenant, rule, query);
  }
  return no_such_path();
}

// 200 says that the work was taken on, nothing more.
wire::HttpReply submitted(std::string_view what, const CallContext& context) {
  std::string message(what);
  message += " Submitted";
  const Json record = {{"message", message},
                       {"_fields", {{"actionGroupID", std::to_string(100'000 + context.call)}}}};
  switch (context.switches.set_action_form) {
    case SetActionForm::array:
      return json_reply(200, Json::array({record}));
    case SetActionForm::object:
      return json_reply(200, record);
    case SetActionForm::text:
      return {200, {{"Content-Type", "text/plain"}}, message};
  }
  return json_reply(200, record);
}

// Rows of every class that the receivables path stages go together.
void clear(CloudSuiteTenant& tenant, const ClassRule& rule, const std::string& run_group,
           const ReceivableNames& names) {
  std::vector<std::string> classes = {rule.name};
  if (rule.name == names.invoices) classes = {names.invoices, names.details, names.distributions};
  for (const std::string& name : classes)
    std::erase_if(tenant.rows(name),
                  [&](const auto& one) { return value_in(one.second, "RunGroup") == run_group; });
}

wire::HttpReply act_on_set(CloudSuiteTenant& tenant, const ClassRule& rule, const SetAction& action,
                           const Query& query, const CallContext& context) {
  const std::string run_group = query.text("PrmRunGroup");
  const std::string group = query.text("PrmEnterpriseGroup");
  if (context.switches.confirmations_required && !query.is_true("_cmAll"))
    return json_reply(200, Json::array({Json{{"message", "Confirmation required"}}}));
  if (run_group.empty()) return call_failure(400, "400", "PrmRunGroup is required");
  switch (action.work) {
    case SetWork::interface_ledger:
      if (group.empty()) return call_failure(400, "400", "PrmEnterpriseGroup is required");
      submit_interface(tenant, InterfaceRequest(query), context.now, context.switches);
      return submitted("Interface Transactions", context);
    case SetWork::interface_receivables:
      if (group.empty()) return call_failure(400, "400", "PrmEnterpriseGroup is required");
      submit_receivables(tenant, context.names, group, run_group, context.now, context.switches);
      return submitted("Interface Transactions", context);
    case SetWork::interface_customers:
      if (group.empty()) return call_failure(400, "400", "PrmEnterpriseGroup is required");
      submit_customers(tenant, context.names, group, run_group, context.now, context.switches);
      return submitted("Interface Customers", context);
    case SetWork::delete_all:
      if (tenant.journalizing.contains(run_group))
        return journalize_not_complete(context.switches, rule.name, context.call);
      tenant.later(context.now + context.switches.set_action_delay,
                   [&tenant, rule, run_group, names = context.names](Instant /*due*/) {
                     clear(tenant, rule, run_group, names);
                   });
      return submitted("Delete All Transactions For Run Group", context);
    case SetWork::reset_errors:
      for (auto& [key, row] : tenant.rows(rule.name)) {
        if (value_in(row, "RunGroup") != run_group) continue;
        row.erase("ErrorMessage");
        row["Status"].assign(1, '0');
      }
      return submitted("Reset All Errors", context);
  }
  return no_such_path();
}

}  // namespace

wire::HttpReply answer(CloudSuiteTenant& tenant, const std::vector<std::string>& path,
                       const wire::HttpRequest& request, const Query& query, const CallContext& context) {
  if (path.size() < 3) return no_such_path();
  const ClassRule* rule = tenant.rule(path[1]);
  if (rule == nullptr) return no_such_path();
  if (path[0] == "ldrest" && path.size() == 3) {
    const SetAction* action = rule->set_action(path[2]);
    if (action == nullptr) return no_such_path();
    return request.method == "GET" ? act_on_set(tenant, *rule, *action, query, context) : wrong_method();
  }
  if (path[0] != "classes" || path.size() < 4) return no_such_path();
  if (path[2] == "lists" && path.size() == 4)
    return request.method == "GET" ? list_rows(tenant, *rule, path[3], query, context.switches)
                                   : wrong_method();
  const bool batch = path.size() == 5 && path[4] == "batch";
  if (path[2] == "actions" && (path.size() == 4 || batch))
    return act(tenant, *rule, path[3], batch, request, query, context);
  return no_such_path();
}

}  // namespace crosswalk::simulator::cloudsuite_sim
