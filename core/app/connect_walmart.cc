// `connect walmart`: what Walmart calls us with: subscribing, listing, trying, ending. No secret and no whole
// address is printed.
#include <algorithm>

#include "app/commands.h"
#include "app/hooks.h"
#include "app/opening.h"
#include "app/wiring.h"
#include "base/json_tree.h"
#include "server/hook_path.h"
#include "walmart/subscriptions.h"
#include "wire/curl_transport.h"

namespace crosswalk::app {
namespace {

// An address without the part that nobody may guess.
std::string shown(const std::string& url) {
  constexpr std::size_t said = 4;
  const auto slash = url.rfind('/');
  if (url.find("/hooks/") == std::string::npos || slash == std::string::npos || url.size() < slash + 1 + said)
    return url;
  return url.substr(0, slash + 1 + said) + "…";
}

class Hooking {
 public:
  Hooking(Session& session, const ConnectWalmartOptions& options, const config::PairConfig& pair,
          walmart::Subscriptions& subscriptions, walmart::WebhookSettings settings, std::string path)
      : session_(session),
        options_(options),
        pair_(pair),
        subscriptions_(subscriptions),
        settings_(std::move(settings)),
        path_(std::move(path)) {}

  Result<int> run() {
    if (!options_.remove.empty()) return remove();
    if (options_.list) return list();
    std::string base = options_.webhooks;
    while (base.ends_with('/')) base.pop_back();
    if (!base.starts_with("https://") && !base.starts_with("http://"))
      return fail(ErrorKind::config,
                  "--webhooks wants the public address of this engine's listener, such as "
                  "https://books.example.com");
    url_ = base + path_;
    return options_.test ? test() : subscribe();
  }

 private:
  Result<int> remove() {
    if (auto removed = subscriptions_.remove(options_.remove, session_.stop); !removed)
      return removed.error();
    if (session_.json)
      print(session_, {{"deleted", options_.remove}});
    else
      session_.out << "the subscription " << options_.remove << " is deleted\n";
    return exit_ok;
  }

  Result<int> list() {
    const auto all = subscriptions_.list(session_.stop);
    if (!all) return all.error();
    print_all(*all);
    return exit_ok;
  }

  Result<int> test() {
    const auto types = subscriptions_.useful_types(session_.stop);
    if (!types) return types.error();
    if (types->empty()) return nothing_useful();
    if (auto tested = subscriptions_.test(types->front(), url_, settings_, session_.stop); !tested)
      return tested.error();
    if (session_.json)
      print(session_, {{"url", shown(url_)}, {"answered", true}});
    else
      session_.out << "Walmart called " << shown(url_) << " and was answered as it should be\n";
    return exit_ok;
  }

  // What is subscribed already at this address stays; the same event twice would only come twice.
  Result<int> subscribe() {
    auto types = subscriptions_.useful_types(session_.stop);
    if (!types) return types.error();
    if (types->empty()) return nothing_useful();
    const auto before = subscriptions_.list(session_.stop);
    if (!before) return before.error();
    types->erase(std::remove_if(types->begin(), types->end(),
                                [&](const walmart::EventType& type) {
                                  return std::any_of(before->begin(), before->end(),
                                                     [&](const walmart::Subscription& each) {
                                                       return each.event.type == type.type &&
                                                              each.url == url_ && each.status == "ACTIVE";
                                                     });
                                }),
                 types->end());
    if (!types->empty()) {
      const auto made = subscriptions_.create(*types, url_, settings_, session_.stop);
      if (!made) return made.error();
    }
    const auto now = subscriptions_.list(session_.stop);
    if (!now) return now.error();
    print_all(*now);
    return exit_ok;
  }

  Result<int> nothing_useful() {
    return fail(ErrorKind::outside, "Walmart offers the account of pair " + pair_.name.value +
                                        " no event that Crosswalk can use; polling brings everything");
  }

  void print_all(const std::vector<walmart::Subscription>& all) {
    Json json = Json::array();
    Table table({"subscription", "event", "resource", "status", "address"});
    for (const auto& each : all) {
      json.push_back({{"id", each.id},
                      {"event", each.event.type},
                      {"resource", each.event.resource},
                      {"status", each.status},
                      {"url", shown(each.url)},
                      {"ours", each.url.ends_with(path_)}});
      table.add({each.id, each.event.type, each.event.resource, each.status, shown(each.url)});
    }
    if (session_.json)
      print(session_, json);
    else if (all.empty())
      session_.out << "Walmart calls nobody for pair " << pair_.name.value << "\n";
    else
      table.print(session_.out);
  }

  Session& session_;
  const ConnectWalmartOptions& options_;
  const config::PairConfig& pair_;
  walmart::Subscriptions& subscriptions_;
  walmart::WebhookSettings settings_;
  std::string path_;
  std::string url_;
};

}  // namespace

int connect_walmart(Session& session, const ConnectWalmartOptions& options) {
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto pair = chosen_pair(opening->workspace, options.pair);
  if (!pair) return failed(session, pair.error());
  if (!(*pair)->walmart.webhooks)
    return failed(session, fail(ErrorKind::config,
                                "pair \"" + (*pair)->name.value +
                                    "\" takes no webhooks; write webhooks: {auth: hmac, secret: {secret: "
                                    "walmart-webhook}} under walmart",
                                (*pair)->name.where.text()));
  auto settings = walmart_hook_settings(**pair);
  if (!settings) return failed(session, settings.error());
  const auto path = server::hook_path(*opening->store, "walmart", (*pair)->name.value);
  if (!path) return failed(session, path.error());
  wire::CurlTransport transport;
  const auto connection =
      walmart_connection(**pair, {transport, *opening->store, session.clock, wire::random_jitter()});
  if (!connection) return failed(session, connection.error());
  walmart::Subscriptions subscriptions(**connection);
  const auto code = Hooking(session, options, **pair, subscriptions, std::move(*settings), *path).run();
  return code ? *code : failed(session, code.error());
}

}  // namespace crosswalk::app
