#include "simulator/xero_idempotency.h"

#include "base/crypto.h"
#include "simulator/xero_reply.h"

namespace crosswalk::simulator::xero_sim {
namespace {

std::optional<std::string> key_of(const wire::HttpRequest& request) {
  if (request.method != "POST" && request.method != "PUT") return std::nullopt;
  const auto key = wire::header(request.headers, "Idempotency-Key");
  if (!key || key->empty()) return std::nullopt;
  return std::string(*key);
}

std::string print_of(const wire::HttpRequest& request) {
  return sha256(request.method + " " + request.url + "\n" + request.body);
}

wire::HttpReply mismatch(const std::string& key, bool in_elements) {
  const std::string message = "Idempotency Key: " + key + " is used with a different request.";
  if (!in_elements) return api_exception(400, 10, "ValidationException", message);
  JsonWriter json;
  json.open();
  json.integer("ErrorNumber", 10);
  json.text("Type", "ValidationException");
  json.text("Message", "A validation exception occurred");
  json.open_list("Elements");
  json.open();
  json.messages("ValidationErrors", {message});
  json.close();
  json.close_list();
  json.close();
  return json_reply(400, json.take());
}

}  // namespace

std::optional<wire::HttpReply> XeroIdempotency::before(const std::string& app,
                                                       const wire::HttpRequest& request, Instant now,
                                                       const XeroSwitches& switches) {
  const auto key = key_of(request);
  if (!key) return std::nullopt;
  if (switches.key_store_down) return server_failure(500, uuid_from(*key));
  if (key->size() > longest_key)
    return api_exception(400, 10, "ValidationException",
                         "The Idempotency-Key is longer than 128 characters.");
  const auto found = kept_.find({app, *key});
  if (found == kept_.end()) return std::nullopt;
  if (found->second.first + life <= now) {
    kept_.erase(found);
    return std::nullopt;
  }
  if (found->second.request != print_of(request)) return mismatch(*key, switches.mismatch_in_elements);
  ++replays_;
  return found->second.reply;
}

void XeroIdempotency::after(const std::string& app, const wire::HttpRequest& request,
                            const wire::HttpReply& reply, Instant now, const XeroSwitches& switches) {
  const auto key = key_of(request);
  if (!key || key->size() > longest_key) return;
  if (reply.status >= 400 && reply.status < 500 && !switches.refusals_cached) return;
  // A failure after the work replaces the answer but not the moment from which the six minutes run.
  const auto [place, fresh] = kept_.try_emplace({app, *key}, Kept{print_of(request), reply, now});
  if (!fresh) place->second.reply = reply;
}

}  // namespace crosswalk::simulator::xero_sim
