#include "app/kept_lists.h"

#include "app/cloudsuite_access.h"
#include "app/wiring.h"
#include "app/xero_tokens.h"
#include "cloudsuite/reference.h"
#include "flow/reference_notes.h"
#include "xero/reference.h"

namespace crosswalk::app {
namespace {

// Empty: nobody is signed in, and who would be is not known.
Result<std::string> source_of(const config::PairConfig& pair, store::Store& store, Instant now) {
  if (pair.cloudsuite) {
    const auto state = cloudsuite_sign_in_state(pair, store);
    if (!state) return state.error();
    if (state->tenant.empty()) return std::string();
    return state->tenant + ", " + cloudsuite::reference_source(cloudsuite_settings(pair));
  }
  auto settings = xero_settings(pair, Secret());
  const auto state = xero_sign_in_state(pair, &store, now);
  if (!state) return state.error();
  if (*state) settings.tenant_id = (*state)->tenant_id;
  return xero::reference_source(settings);
}

}  // namespace

Result<KeptLists> kept_lists(const config::PairConfig& pair, store::Store& store, Instant now) {
  const auto kept = flow::kept_reference_source(store, pair.name.value);
  if (!kept) return kept.error();
  if (!kept->has_value()) return KeptLists{};
  const auto ours = source_of(pair, store, now);
  if (!ours) return ours.error();
  if (ours->empty() || *ours == **kept) return KeptLists{true, {}, {}};
  return KeptLists{true, **kept, *ours};
}

}  // namespace crosswalk::app
