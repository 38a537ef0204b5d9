// A pair whose ledger is the general ledger of a tenant in the simulated CloudSuite.
#pragma once

#include <memory>
#include <string>

#include "auth/token_vault.h"
#include "base/clock.h"
#include "cloudsuite/settings.h"
#include "flow/edited_rules.h"
#include "link/target.h"
#include "store/store.h"
#include "wire/message.h"

namespace crosswalk::tests {

// As it is set up there: dimensions, and the code of its one customer.
cloudsuite::Settings cloud_settings();

// `vault` is where its right to interface is kept; it is made here and must outlive the ledger.
std::unique_ptr<Ledger> cloud_ledger(const std::string& url, std::unique_ptr<auth::TokenVault>& vault,
                                     wire::Transport& transport, store::Store& store, Clock& clock);

// The example rules with the codes of that tenant: it keeps no items, and calls its channels otherwise.
void use_cloud_codes(const EditedRules& rules);

}  // namespace crosswalk::tests
