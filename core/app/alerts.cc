// `alerts test`: sends a test message to every target of crosswalk.yaml.
#include "app/alerting.h"
#include "app/commands.h"
#include "app/opening.h"
#include "app/wiring.h"
#include "base/json_tree.h"
#include "wire/curl_transport.h"

namespace crosswalk::app {

int alerts_test(Session& session, const AlertsTestOptions& /*options*/) {
  const auto workspace = open_workspace(session);
  if (!workspace) return failed(session, workspace.error());
  if (workspace->alerts.empty())
    return failed(session,
                  fail(ErrorKind::config,
                       "there are no targets to test; write a list `alerts` into crosswalk.yaml, such as "
                       "`alerts: [{to: log}]`"));
  wire::CurlTransport transport;
  auto destinations = alert_destinations(*workspace, transport, session.clock);
  if (!destinations) return failed(session, destinations.error());
  const std::string worker = worker_name();
  const std::string host = worker.substr(0, worker.rfind(':'));
  const alert::Message message = alert::test_message(host, session.clock.now());
  int code = exit_ok;
  Json all = Json::array();
  for (auto& destination : *destinations) {
    const std::string& name = destination.policy.name;
    progress(session, "telling " + name);
    const auto sent = destination.target->send(message, session.stop);
    end_progress(session);
    if (!sent) code = exit_outside;
    all.push_back({{"target", name}, {"delivered", sent.ok()}, {"error", sent ? "" : sent.error().text()}});
    if (session.json) continue;
    if (sent)
      session.out << name << ": told\n";
    else
      session.err << "crosswalk: " << name << ": " << sent.error().text() << "\n";
  }
  if (session.json) print(session, {{"targets", std::move(all)}});
  return code;
}

}  // namespace crosswalk::app
