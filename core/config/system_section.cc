#include "config/system_section.h"

#include <algorithm>

#include "config/address.h"
#include "config/quantity.h"

namespace crosswalk::config {
namespace {

constexpr std::size_t longest_code = 128;
constexpr std::size_t longest_path = 1024;
constexpr std::size_t longest_tag = 10;
constexpr int xero_day_limit = 5'000;  // xero.md §3.1: calls a day and organisation

bool letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

Result<std::string> parse_client_id(std::string_view text) {
  // A colon would end the name in an HTTP Basic header.
  if (text.find(':') != std::string_view::npos)
    return fail(ErrorKind::config, "a client id has no colon in it");
  return parse_code(text);
}

Result<std::string> parse_market(std::string_view text) {
  if (text == "us") return std::string(text);
  return fail(ErrorKind::config, "this version knows the market us only");
}

Result<std::string> parse_tag(std::string_view text) {
  const auto fits = [](char c) { return letter_or_digit(c) || c == '-'; };
  if (text.size() > longest_tag || !std::all_of(text.begin(), text.end(), fits))
    return fail(ErrorKind::config, "a tag is at most 10 letters, digits and dashes");
  return std::string(text);
}

Result<std::string> parse_variable(std::string_view text) {
  const auto fits = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
  if (text.size() > 64 || !std::all_of(text.begin(), text.end(), fits))
    return fail(ErrorKind::config,
                "the name of a variable is at most 64 capital letters, digits and `_` (it is the name, not "
                "the secret)");
  return std::string(text);
}

constexpr std::string_view secret_forms =
    "write {secret: NAME} (the file secrets/NAME), {env: VARIABLE}, {file: PATH} or {credential: NAME} "
    "(systemd's)";

}  // namespace

SecretRef read_secret(const Section& system, std::string_view key, const std::filesystem::path& directory) {
  SecretRef ref;
  ref.where = system.where_of(key);
  if (system.is_scalar(key)) {
    system.refuse(key, "a secret must not stand in this file; " + std::string(secret_forms));
    return ref;
  }
  // Any key is taken at first: what is unknown is not repeated, because it may be the secret itself.
  const Section secret = system.required_section(key, {});
  const auto keys = secret.keys();
  if (keys.size() != 1 ||
      (keys[0] != "secret" && keys[0] != "env" && keys[0] != "file" && keys[0] != "credential")) {
    system.refuse(key, std::string(secret_forms));
    return ref;
  }
  if (keys[0] == "secret") {
    ref.kind = SecretRef::Kind::named;
    ref.name = secret.required("secret", std::string(), parse_secret_name).value;
    ref.path = directory / "secrets" / ref.name;
  } else if (keys[0] == "env") {
    ref.kind = SecretRef::Kind::env;
    ref.name = secret.required("env", std::string(), parse_variable).value;
  } else if (keys[0] == "credential") {
    ref.kind = SecretRef::Kind::credential;
    ref.name = secret.required("credential", std::string(), parse_secret_name).value;
  } else {
    ref.kind = SecretRef::Kind::file;
    ref.name = secret.required("file", std::string(), parse_path).value;
    ref.path = (directory / ref.name).lexically_normal();
  }
  return ref;
}

namespace {

Result<XeroSignIn> parse_sign_in(std::string_view text) {
  if (text == "custom") return XeroSignIn::custom;
  if (text == "pkce") return XeroSignIn::pkce;
  if (text == "code") return XeroSignIn::code;
  return fail(ErrorKind::config,
              "write custom (a custom connection), pkce (a person allows the app, which has no secret) or "
              "code (a person allows the app, which has a secret)");
}

// True: in batches.
Result<bool> parse_payments(std::string_view text) {
  if (text == "single") return false;
  if (text == "batch") return true;
  return fail(
      ErrorKind::config,
      "write single (each payment for itself) or batch (those of one day go out as one batch payment, "
      "and can only be deleted together)");
}

void read_xero_secrets(const Section& system, const std::filesystem::path& directory, XeroSection& read) {
  read.has_client_secret = read.sign_in != XeroSignIn::pkce || system.has("client_secret");
  if (read.has_client_secret) read.client_secret = read_secret(system, "client_secret", directory);
  if (read.sign_in == XeroSignIn::custom) {
    if (system.has("token_key"))
      system.refuse("token_key", "a custom connection keeps no tokens; it goes with sign_in: pkce or code");
  } else if (system.has("token_key")) {
    read.token_key = read_secret(system, "token_key", directory);
  } else {
    read.token_key = {SecretRef::Kind::named, "token-key", directory / "secrets" / "token-key",
                      system.where()};
  }
}

}  // namespace

Result<std::string> parse_code(std::string_view text) {
  if (text.size() > longest_code ||
      !std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7F'; }))
    return fail(ErrorKind::config, "at most 128 plain characters without blanks are expected");
  return std::string(text);
}

Result<std::string> parse_path(std::string_view text) {
  if (text.size() > longest_path ||
      std::any_of(text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; }))
    return fail(ErrorKind::config, "a path is expected");
  return std::string(text);
}

namespace {

Result<HookAuth> parse_hook_auth(std::string_view text) {
  if (text == "hmac") return HookAuth::hmac;
  if (text == "basic") return HookAuth::basic;
  if (text == "oauth") return HookAuth::oauth;
  return fail(ErrorKind::config,
              "write hmac (the body is signed), basic (a name and a secret) or oauth (a token of ours)");
}

Result<std::string> parse_hook_header(std::string_view text) {
  const auto fits = [](char c) { return letter_or_digit(c) || c == '-' || c == '_' || c == '.'; };
  if (text.size() > 64 || !std::all_of(text.begin(), text.end(), fits))
    return fail(ErrorKind::config, "the name of a header is at most 64 letters, digits and dashes");
  if (text.starts_with("WM_SEC."))
    return fail(ErrorKind::config, "headers that begin with WM_SEC. are Walmart's own; choose another name");
  return std::string(text);
}

constexpr std::size_t longest_carrier = 64;

Result<std::string> parse_carrier(std::string_view text) {
  if (!text.empty() && text.size() <= longest_carrier &&
      std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7F'; }))
    return std::string(text);
  return fail(ErrorKind::config, "a carrier's name of at most 64 plain characters is expected");
}

std::map<std::string, std::string> read_carriers(const Section& walmart) {
  const Section section = walmart.section("carriers", {});
  std::map<std::string, std::string> carriers;
  for (const std::string& spelling : section.keys())
    carriers[spelling] = section.required(spelling, std::string(), parse_carrier).value;
  return carriers;
}

WalmartHooks read_hooks(const Section& walmart, const std::filesystem::path& directory) {
  const Section section = walmart.section("webhooks", {"auth", "header", "secret"});
  WalmartHooks hooks;
  hooks.auth = section.optional("auth", hooks.auth, parse_hook_auth).value;
  const std::string usual = hooks.auth == HookAuth::hmac ? "X-Walmart-Signature" : "Authorization";
  hooks.header = section.optional("header", usual, parse_hook_header).value;
  if (section.has("secret"))
    hooks.secret = read_secret(section, "secret", directory);
  else
    hooks.secret = {SecretRef::Kind::named, "walmart-webhook", directory / "secrets" / "walmart-webhook",
                    section.where()};
  return hooks;
}

std::vector<std::string> read_item_fields(const Section& items, std::string_view key) {
  std::vector<std::string> fields = items.texts(key);
  for (const std::string& field : fields)
    if (field != "name" && field != "description" && field != "sales_account" && field != "sales_tax" &&
        field != "sales_price")
      items.refuse(key, "\"" + field +
                            "\" is no field of an item that can be kept; there are name, description, "
                            "sales_account, sales_tax and sales_price");
  return fields;
}

}  // namespace

WalmartSection read_walmart(const Section& pair, const std::filesystem::path& directory) {
  const Section system =
      pair.required_section("walmart", {"market", "client_id", "client_secret", "base_url", "channel_type",
                                        "sandbox", "webhooks", "carriers", "ship_despite_cancel_request"});
  WalmartSection read;
  if (!pair.has("walmart")) return read;
  read.market = system.optional("market", read.market, parse_market).value;
  read.client_id = system.required("client_id", std::string(), parse_client_id);
  read.client_secret = read_secret(system, "client_secret", directory);
  read.sandbox = system.optional("sandbox", false, parse_flag).value;
  const std::string host =
      read.sandbox ? "https://sandbox.walmartapis.com" : "https://marketplace.walmartapis.com";
  read.base_url = system.optional("base_url", host, parse_address);
  read.channel_type = system.optional("channel_type", std::string(), parse_code);
  if (system.has("webhooks")) read.webhooks = read_hooks(system, directory);
  read.carriers = read_carriers(system);
  read.ship_despite_cancel_request = system.optional("ship_despite_cancel_request", false, parse_flag).value;
  return read;
}

XeroSection read_xero(const Section& pair, const std::filesystem::path& directory) {
  const Section system = pair.required_section(
      "xero", {"sign_in", "tenant_id", "client_id", "client_secret", "token_key", "api_url", "identity_url",
               "login_url", "day_limit", "tag", "webhook_key", "payments", "notes", "items", "tracking",
               "attach_settlements"});
  XeroSection read;
  if (!pair.has("xero")) return read;
  read.sign_in = system.optional("sign_in", read.sign_in, parse_sign_in).value;
  read.tenant_id = system.optional("tenant_id", std::string(), parse_code);
  read.client_id = system.required("client_id", std::string(), parse_client_id);
  read_xero_secrets(system, directory, read);
  read.api_url = system.optional("api_url", std::string("https://api.xero.com"), parse_address);
  read.identity_url =
      system.optional("identity_url", std::string("https://identity.xero.com"), parse_address);
  read.login_url = system.optional("login_url", std::string("https://login.xero.com"), parse_address);
  read.day_limit = system.optional("day_limit", xero_day_limit, [](std::string_view text) {
    return parse_count(text, 1, xero_day_limit);
  });
  read.tag = system.optional("tag", std::string(), parse_tag);
  read.batch_payments = system.optional("payments", false, parse_payments).value;
  read.notes = system.optional("notes", false, parse_flag).value;
  const Section items = system.section("items", {"create", "update"});
  read.create_items = read_item_fields(items, "create");
  read.update_items = read_item_fields(items, "update");
  read.create_tracking = system.section("tracking", {"create"}).optional("create", false, parse_flag).value;
  read.attach_settlements = system.optional("attach_settlements", false, parse_flag).value;
  if (system.has("webhook_key")) read.webhook_key = read_secret(system, "webhook_key", directory);
  return read;
}

}  // namespace crosswalk::config
