// A thousand webhook calls a second for ten seconds, over loopback, into a store on disk: how many are
// confirmed, how many are refused with 429, how long an answer takes, and that none is lost after a 2xx. Not
// Google Benchmark: the load is paced by the clock, and one run is the answer. Exit code 1 when one was lost.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "base/crypto.h"
#include "model/push.h"
#include "must.h"
#include "server/listener.h"
#include "wire/curl_transport.h"

namespace {

using namespace crosswalk;
using namespace crosswalk::bench;
using SteadyClock = std::chrono::steady_clock;

constexpr int senders = 16;
constexpr int a_second = 1'000;
constexpr int seconds = 10;
constexpr int each = a_second * seconds / senders;
constexpr const char* secret = "a secret that only Walmart knows";

// The proof of the real one without its room: an HMAC over the raw body.
class Signed final : public Webhook {
 public:
  WebhookReading read(const WebhookCall& call, Instant /*now*/) const override {
    const std::string* code = call.header("X-Walmart-Signature");
    if (code == nullptr || !same_in_constant_time(*code, hex_digits(hmac_sha256(secret, call.body))))
      return {401, {}, {}, "wrong"};
    return {200, {}, {{std::string(push::hint_order), std::string(call.body.substr(0, 20)), "{}", true}}, {}};
  }
};

std::string body_of(int sender, int number) {
  std::string key = std::to_string(sender) + "-" + std::to_string(number);
  key.resize(20, ' ');
  return key + std::string(1'500, 'x');  // about as long as a real event
}

struct Counted {
  std::mutex mutex;
  std::set<std::string> confirmed;
  std::vector<double> millis;
  int refused = 0;
  int other = 0;
};

void send(int sender, const std::string& url, Counted& tally) {
  wire::CurlTransport transport;
  std::vector<std::string> confirmed;
  std::vector<double> millis;
  int refused = 0;
  int other = 0;
  SystemClock clock;
  const Instant start = clock.now();
  for (int i = 0; i < each; ++i) {
    clock.wait_until(start + Millis(std::int64_t{1'000} * i * senders / a_second), {});
    const std::string body = body_of(sender, i);
    const auto before = SteadyClock::now();
    const auto result = transport.call(
        {"POST", url, {{"X-Walmart-Signature", hex_digits(hmac_sha256(secret, body))}}, body}, {});
    millis.push_back(std::chrono::duration<double, std::milli>(SteadyClock::now() - before).count());
    const int status = result.reply ? result.reply->status : 0;
    if (status == 200)
      confirmed.push_back(body.substr(0, 20));
    else
      ++(status == 429 ? refused : other);
  }
  const std::lock_guard lock(tally.mutex);
  tally.confirmed.insert(confirmed.begin(), confirmed.end());
  tally.millis.insert(tally.millis.end(), millis.begin(), millis.end());
  tally.refused += refused;
  tally.other += other;
}

}  // namespace

int main() {
  const auto folder = std::filesystem::temp_directory_path() / ("crosswalk-bench-" + random_uuid());
  std::filesystem::create_directories(folder);
  Counted tally;
  std::size_t lost = 0;
  double took = 0;
  {
    const auto store = must(store::open_store("sqlite:" + (folder / "inbox.db").string()));
    SystemClock clock;
    server::Listener listener({{"walmart/us", "/hooks/walmart/us/path", "us", std::make_shared<Signed>()}},
                              a_second, *store, clock);
    const int port = must(listener.listen("127.0.0.1", 0));
    const std::string url = "http://127.0.0.1:" + std::to_string(port) + "/hooks/walmart/us/path";
    const auto begun = SteadyClock::now();
    {
      std::vector<std::jthread> threads;
      for (int sender = 0; sender < senders; ++sender)
        threads.emplace_back([&, sender] { send(sender, url, tally); });
    }
    took = std::chrono::duration<double>(SteadyClock::now() - begun).count();
    listener.stop();
    const std::vector<std::string> kinds = {std::string(push::hint_order)};
    std::set<std::string> kept;
    for (const auto& item : must(store->claim_inbox("us", kinds, "bench", 1'000'000, Millis(1), clock.now())))
      kept.insert(item.item.key);
    for (const auto& key : tally.confirmed) lost += kept.count(key) == 0 ? 1 : 0;
  }
  std::filesystem::remove_all(folder);
  std::sort(tally.millis.begin(), tally.millis.end());
  const auto quantile = [&](double part) {
    return tally.millis[static_cast<std::size_t>(part * static_cast<double>(tally.millis.size() - 1))];
  };
  std::printf("%d calls in %.1f s: %zu confirmed, %d refused with 429, %d otherwise, %zu lost\n",
              senders * each, took, tally.confirmed.size(), tally.refused, tally.other, lost);
  std::printf("answers: median %.1f ms, 99%% %.1f ms, slowest %.1f ms\n", quantile(0.5), quantile(0.99),
              quantile(1));
  return lost == 0 ? 0 : 1;
}
