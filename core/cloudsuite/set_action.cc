#include "cloudsuite/set_action.h"

#include "cloudsuite/landmark.h"
#include "wire/percent.h"

namespace crosswalk::cloudsuite {

std::string set_action_path(std::string_view business_class, std::string_view operation,
                            const std::vector<std::pair<std::string, std::string>>& parameters) {
  std::string path = "/ldrest/";
  path.append(business_class).append("/").append(operation).append("?");
  for (const auto& [name, value] : parameters)
    path.append(name).append("=").append(wire::percent_encoded(value)).append("&");
  return path + "_cmAll=true";
}

std::string objection_in(const auth::CallAnswer& answer) {
  if (answer.kind != auth::CallAnswer::Kind::reply) return answer.error.message;
  if (answer.reply.status != 200) return described(answer.reply);
  return refusal_in(answer.reply.body);
}

}  // namespace crosswalk::cloudsuite
