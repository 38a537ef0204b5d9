// What a write that staged rows says of the documents it carried (model/attempt.h). Pure.
#pragma once

#include <optional>

#include "cloudsuite/connection.h"
#include "cloudsuite/outcomes.h"

namespace crosswalk::cloudsuite {

// Whether a batch was carried out, row by row; its body says how each row fared.
bool was_carried_out(const auth::CallAnswer& answer);
// What came of one that was not, and why. `several`: one of its documents may be why the others were refused.
Outcome outcome_of_failure(const auth::CallAnswer& answer, bool several);
// "HTTP 504: …", or why it was not sent.
std::string why_failed(const auth::CallAnswer& answer);

}  // namespace crosswalk::cloudsuite
