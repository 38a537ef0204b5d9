#include "cloudsuite/landmark_gl.h"

#include "cloudsuite/freeze.h"
#include "cloudsuite/set_action.h"

namespace crosswalk::cloudsuite {
namespace {

constexpr std::string_view business_class = "GLTransactionInterface";

}  // namespace

std::size_t LandmarkGl::fits(std::span<const Document> documents) const {
  return cloudsuite::fits(documents);
}

Result<FrozenRequest> LandmarkGl::freeze(std::string_view attempt_id,
                                         std::span<const Document> documents) const {
  return cloudsuite::freeze(settings_, attempt_id, documents);
}

Result<Sent> LandmarkGl::sent_by(const Attempt& attempt) const {
  return cloudsuite::sent_by(attempt);
}

// Validates the staged rows of the run group and posts them, all or none. Every name must be right: what
// Landmark does not know it ignores without a word. All are said, because a run with the defaults only edits
// (cloudsuite.md §5.2).
std::string LandmarkGl::interface_path(const std::string& run_group) const {
  return set_action_path(business_class, "InterfaceTransactions_InterfaceTransactionsForm_FormOperation",
                         {{"PrmRunGroup", run_group},
                          {"PrmEnterpriseGroup", settings_.enterprise_group},
                          {"PrmAccountingEntity", settings_.accounting_entity},
                          {"PrmEditOnly", "false"},
                          {"PrmEditAndInterface", "true"},
                          {"PrmPartialUpdate", "false"},
                          {"PrmMoveErrorsToNewRunGroup", "false"},
                          {"PrmJournalizeByEntity", "true"},
                          {"PrmJournalByJournalCode", settings_.journal_code.empty() ? "false" : "true"},
                          {"PrmByPassOrganizationCode", "true"},
                          {"PrmByPassAccountCode", "true"},
                          {"PrmBypassStructureRelationEdit", "false"},
                          {"PrmBypassNegativeRateEdit", "false"},
                          {"PrmInterfaceInDetail", "true"}});
}

std::string LandmarkGl::clear_path(const std::string& run_group) const {
  return set_action_path(
      business_class, "DeleteAllTransactionsForRunGroup_DeleteAllTransactionsForRunGroupForm_FormOperation",
      {{"PrmRunGroup", run_group}});
}

Places LandmarkGl::places() const {
  Places places;
  places.staged = {{std::string(business_class), {"GLTransactionInterface.SequenceNumber"}, ""}};
  places.run_group = "RunGroup";
  places.results = "GLTransactionInterfaceResult";
  places.results_index = "ByRunTime";
  places.system = settings_.system;
  return places;
}

}  // namespace crosswalk::cloudsuite
