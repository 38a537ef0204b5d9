#include "cloudsuite/set_action.h"

#include "cloudsuite/landmark.h"
#include "cloudsuite/query.h"
#include "wire/percent.h"

namespace crosswalk::cloudsuite {

Answer interface_run_group(const Settings& settings, const std::string& run_group, Connection& connection,
                           const Stop& stop) {
  // Every name must be right: what Landmark does not know it ignores without a word. All are said, because a
  // run with the defaults only edits (cloudsuite.md §5.2).
  return connection.act(
      "/ldrest/GLTransactionInterface/InterfaceTransactions_InterfaceTransactionsForm_FormOperation"
      "?PrmRunGroup=" +
          wire::percent_encoded(run_group) +
          "&PrmEnterpriseGroup=" + wire::percent_encoded(settings.enterprise_group) +
          "&PrmAccountingEntity=" + wire::percent_encoded(settings.accounting_entity) +
          "&PrmEditOnly=false&PrmEditAndInterface=true&PrmPartialUpdate=false"
          "&PrmMoveErrorsToNewRunGroup=false&PrmJournalizeByEntity=true&PrmJournalByJournalCode=" +
          (settings.journal_code.empty() ? "false" : "true") +
          "&PrmByPassOrganizationCode=true&PrmByPassAccountCode=true"
          "&PrmBypassStructureRelationEdit=false&PrmBypassNegativeRateEdit=false"
          "&PrmInterfaceInDetail=true&_cmAll=true",
      stop);
}

Answer clear_run_group(const std::string& run_group, Connection& connection, const Stop& stop) {
  return connection.act(
      "/ldrest/GLTransactionInterface/"
      "DeleteAllTransactionsForRunGroup_DeleteAllTransactionsForRunGroupForm_FormOperation?PrmRunGroup=" +
          wire::percent_encoded(run_group) + "&_cmAll=true",
      stop);
}

std::string objection_in(const Answer& answer) {
  if (answer.kind != Answer::Kind::reply) return answer.error.message;
  if (answer.reply.status != 200) return described(answer.reply);
  return refusal_in(answer.reply.body);
}

}  // namespace crosswalk::cloudsuite
