// The crosswalk.yaml that `crosswalk init` writes: complete, commented for somebody who sees it for the first
// time, and read by load_workspace without a change once the two client ids are in it. Pure.
#pragma once

#include <string>

#include "base/date.h"
#include "model/entry.h"

namespace crosswalk::config {

struct TemplateAnswers {
  std::string pair = "us";
  Date books_start;
  std::string timezone = "America/New_York";
  // Empty: an empty value with a comment that says where to get one; load_workspace then asks for it.
  std::string walmart_client_id;
  std::string xero_client_id;
  std::string xero_tenant_id;  // empty: a custom connection
  // Empty: the real systems.
  std::string walmart_url;
  std::string xero_api_url;
  std::string xero_identity_url;
  BookMode book = BookMode::shipped;
  std::string charge_amount;  // "line", "unit"; empty: left out, to be decided
  bool acknowledge = false;
};

std::string workspace_template(const TemplateAnswers& answers);

}  // namespace crosswalk::config
