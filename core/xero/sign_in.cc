#include "xero/sign_in.h"

#include "wire/percent.h"
#include "xero/token_endpoint.h"

namespace crosswalk::xero {

Result<SignIn> sign_in(const Settings& settings, wire::Caller& caller, Clock& clock, const Stop& stop) {
  auto answer = ask_for_tokens(
      settings, "grant_type=client_credentials&scope=" + wire::percent_encoded(settings.scopes), {}, caller,
      clock, stop);
  if (!answer) return answer.error();
  if (!answer->tokens) return sign_in_refused(settings, answer->refusal);
  return SignIn{std::move(answer->tokens->access), std::move(answer->tokens->scope)};
}

}  // namespace crosswalk::xero
