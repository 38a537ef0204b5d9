// `secret`: the bearer keys of the events API.
#include <algorithm>

#include "app/commands.h"
#include "app/opening.h"
#include "base/json_tree.h"
#include "config/secret_ref.h"
#include "server/api_keys.h"

namespace crosswalk::app {

int secret_new_key(Session& session, const SecretNewKeyOptions& options) {
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto pair = chosen_pair(opening->workspace, options.pair);
  if (!pair) return failed(session, pair.error());
  if (!config::parse_secret_name(options.name))
    return failed(session, fail(ErrorKind::config,
                                "the name of a key is at most 40 letters, digits, dots and dashes; say who "
                                "will send with it"));
  const auto key =
      server::new_api_key(*opening->store, options.name, (*pair)->name.value, session.clock.now());
  if (!key) return failed(session, key.error());
  if (session.json) {
    print(session, {{"name", options.name}, {"pair", (*pair)->name.value}, {"key", key->reveal()}});
    return exit_ok;
  }
  session.out << key->reveal() << "\n";
  session.err << "This is the only time that it is shown. Send it as: Authorization: Bearer KEY\n";
  return exit_ok;
}

int secret_list(Session& session, const SecretListOptions& /*options*/) {
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto keys = server::api_keys(*opening->store);
  if (!keys) return failed(session, keys.error());
  Json all = Json::array();
  Table table({"name", "pair", "made"});
  for (const auto& key : *keys) {
    all.push_back({{"name", key.name}, {"pair", key.pair}, {"made", key.made.text_seconds()}});
    table.add({key.name, key.pair, key.made.text_seconds()});
  }
  if (session.json)
    print(session, all);
  else if (keys->empty())
    session.out << "there are no keys; `crosswalk secret new-key NAME` makes one\n";
  else
    table.print(session.out);
  return exit_ok;
}

int secret_revoke(Session& session, const SecretRevokeOptions& options) {
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  if (auto revoked = server::revoke_api_key(*opening->store, options.name); !revoked)
    return failed(session, revoked.error());
  if (session.json)
    print(session, {{"revoked", options.name}});
  else
    session.out << "the key \"" << options.name << "\" is revoked\n";
  return exit_ok;
}

}  // namespace crosswalk::app
