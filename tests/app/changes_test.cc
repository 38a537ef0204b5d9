// From Xero's webhook to what `review` says of an invoice that somebody removed, and a person's way out.
#include "app/hooks.h"
#include "app/opening.h"
#include "desk.h"
#include "server/acceptor.h"
#include "server/hook_path.h"

namespace crosswalk::tests {
namespace {

constexpr const char* base = "https://books.test";
constexpr const char* hook_key = "a-key-of-the-webhook-0123456789";

// Xero's way to our receiver, without a port.
class Door final : public wire::Transport {
 public:
  wire::CallResult call(const wire::HttpRequest& request, const Stop& /*stop*/) override {
    wire::HttpRequest received = request;
    received.url = request.url.substr(std::string_view(base).size());
    return {receiver->handle(received).reply, {}};
  }
  server::Receiver* receiver = nullptr;
};

}  // namespace

TEST_CASE("an invoice that somebody removes in Xero is shown in review, and ends when a person accepts it") {
  Desk desk;
  desk.simulate(2);
  desk.edit("crosswalk.yaml", "client_id: demo-app",
            "webhook_key: {file: secrets/hook}, client_id: demo-app");
  desk.write("secrets/hook", hook_key);
  REQUIRE(desk.run({"once"}).code == 0);
  auto& xero = desk.simulated().xero();
  REQUIRE_FALSE(xero.invoices().empty());
  const auto invoice = xero.invoices().front();

  const auto store = store::open_store("sqlite:" + (desk.directory() / "books.db").string()).value();
  const auto workspace = config::load_workspace(desk.directory()).value();
  const auto pairs = app::chosen_pairs(workspace, {}).value();
  server::Acceptor acceptor(*store, desk.clock());
  server::ApiKeys keys(*store, desk.clock());
  server::Receiver receiver(app::hook_routes(pairs, *store).value(), 1'000, acceptor, keys, desk.clock());
  Door door;
  door.receiver = &receiver;
  xero.subscribe_webhooks(base + server::hook_path(*store, "xero", "us").value(), hook_key, {"INVOICE"});
  desk.clock().advance(Millis(60'000));
  const auto removed =
      xero.by_person("POST", "Invoices/" + invoice.id, R"({"Invoices":[{"Status":"VOIDED"}]})");
  REQUIRE_MESSAGE(removed.ok(), (removed ? "" : removed.error().text()));
  xero.deliver_webhooks(door, {});
  CHECK(desk.run({"once", "--no-sweep"}).code == app::exit_not_so);  // something waits for a person

  const std::string says = "changed in Xero by somebody: VOIDED, total " + invoice.total.text(2) + " → 0.00";
  const auto shown = desk.run({"review"});
  CHECK_MESSAGE(has(shown.out, "invoice " + invoice.number + "  disputed"), shown.out);
  CHECK(has(shown.out, says));
  CHECK(has(shown.out, "crosswalk review --accept " + invoice.number));
  const auto unknown = desk.run({"review", "--accept", "WM-nobody"});
  CHECK(unknown.code == app::exit_not_so);
  CHECK(has(unknown.err, "no disputed document of pair us is called WM-nobody"));
  const auto accepted = desk.run({"review", "--accept", invoice.number});
  CHECK(accepted.code == app::exit_ok);
  CHECK(accepted.out == "invoice " + invoice.number + "  accepted: " + says + "\n");
  CHECK(has(desk.run({"review"}).out, "nothing waits for a person"));
  CHECK(desk.run({"once"}).code == 0);
  CHECK(xero.invoices().size() == 2);
}

}  // namespace crosswalk::tests
