// XeroIdentity: apps, tokens and connections (facts: "OAuth 2.0"): custom connections with
// client_credentials, other apps with a code that a person allowed (the stand-in's person always does,
// XeroSwitches) and refresh tokens. Tokens look like a JWT but only this object can tell what they are worth.
// Not thread-safe: XeroService locks.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/secret.h"
#include "simulator/xero_consents.h"
#include "simulator/xero_switches.h"
#include "wire/message.h"

namespace crosswalk::simulator::xero_sim {

class Query;

struct XeroApp {
  std::string client_id;
  Secret secret;
  std::set<std::string> scopes;      // what may be asked for
  std::vector<std::string> tenants;  // tenant ids it is connected to
  bool custom_connection = true;     // one organisation, no tenant header needed
  // Of apps that people allow: where the code may be sent, and the tenants that the person has; they become
  // `tenants` when the app is allowed. An app without a secret is a PKCE app.
  std::vector<std::string> redirect_uris;
  std::vector<std::string> person_has;
  bool granular_only = true;       // made on or after 2 March 2026: broad scopes are refused
  std::string name = "Crosswalk";  // ProviderName in every answer
};

// What a valid token allows.
struct Grant {
  const XeroApp* app = nullptr;
  std::set<std::string> scopes;
};

// True when one of `granted` allows reading, or writing, the API's `resource` ("Invoices"). Scopes by
// resource: facts, "Scopes"; the broad accounting.transactions and accounting.reports still count where they
// are granted.
bool scope_allows(const std::set<std::string>& granted, std::string_view resource, bool write);
// True for a resource that Xero has, whether or not this stand-in offers it.
bool resource_exists(std::string_view resource);

class XeroIdentity {
 public:
  static constexpr int token_seconds = 1800;

  void add(XeroApp app);
  void revoke_tokens();
  // Every refresh token is refused from now on, as after 60 days without use.
  void end_consents();
  // The connection ends, as when a person disconnects the app inside Xero.
  void disconnect(std::string_view tenant);

  // GET /identity/connect/authorize: back to the app with a code, or with an error.
  wire::HttpReply authorise(const wire::HttpRequest& request, Instant now, const XeroSwitches& switches);
  // POST /connect/token.
  wire::HttpReply token(const wire::HttpRequest& request, Instant now, const XeroSwitches& switches);
  // POST /connect/revocation.
  wire::HttpReply revocation(const wire::HttpRequest& request);
  // The app behind the bearer token, or the 401.
  std::variant<Grant, wire::HttpReply> authenticate(const wire::HttpRequest& request, Instant now);
  // The tenant that the call is for; empty: the 403.
  std::string tenant_of(const Grant& grant, const wire::HttpRequest& request) const;
  // GET /connections and DELETE /connections/{id}. `names` by tenant id.
  wire::HttpReply connections(const Grant& grant, const wire::HttpRequest& request,
                              const std::map<std::string, std::string>& names, Instant now);

  int tokens_issued() const { return issued_; }
  const XeroConsents& consents() const { return consents_; }
  std::string new_instance();

 private:
  struct Token {
    std::string client_id;
    std::set<std::string> scopes;
    Instant expires;
    bool revoked = false;
    int consent = 0;  // of a person; 0: a custom connection's
  };
  const XeroApp* caller(const wire::HttpRequest& request, const Query& form) const;
  wire::HttpReply issue(const XeroApp& app, const std::set<std::string>& scopes, int consent,
                        const std::string& refresh, Instant now);

  std::map<std::string, XeroApp, std::less<>> apps_;
  XeroConsents consents_;
  std::map<std::string, Token, std::less<>> tokens_;
  int issued_ = 0;
  int instances_ = 0;
};

}  // namespace crosswalk::simulator::xero_sim
