// Many at once cost few commits; and whatever was confirmed is there, wherever the process died.
#include "server/acceptor.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "base/crypto.h"
#include "desk.h"

using namespace crosswalk;
using namespace crosswalk::server;
using namespace crosswalk::server::tests;

namespace {

store::InboxRequest one(const std::string& key) {
  return {{"us", "hint/order", key, "{}", {}, true}};
}

constexpr int senders = 8;
constexpr int each = 12;
constexpr int died = 9;

// Sends everything from several threads to a process that dies at its n-th kill point; every key that was
// confirmed is written to `confirmed` first of all.
[[noreturn]] void send_until_death(const std::string& file, const std::string& confirmed, int at) {
  std::atomic<int> passed = 0;
  auto opened = store::open_store("sqlite:" + file, [&](std::string_view name) {
    if (name.ends_with(":accept") && ++passed == at) _exit(died);
  });
  if (!opened) _exit(1);
  SystemClock clock;
  const int out = ::open(confirmed.c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
  {
    Acceptor acceptor(**opened, clock);
    std::vector<std::jthread> threads;
    for (int sender = 0; sender < senders; ++sender)
      threads.emplace_back([&, sender] {
        for (int i = 0; i < each; ++i) {
          const std::string key = std::to_string(sender) + "-" + std::to_string(i);
          if (!acceptor.accept(one(key), Millis(10'000))) _exit(1);
          const std::string line = key + "\n";
          if (::write(out, line.data(), line.size()) < 0) _exit(1);
        }
      });
  }
  _exit(0);
}

std::multiset<std::string> keys_in(store::Store& store) {
  std::multiset<std::string> keys;
  const std::vector<std::string> kinds = {"hint/order"};
  const auto claimed =
      store.claim_inbox("us", kinds, "w", senders * each + 1, Millis(1), Instant::from_millis(1LL << 42));
  REQUIRE(claimed.ok());
  for (const auto& item : *claimed) keys.insert(item.item.key);
  return keys;
}

}  // namespace

TEST_CASE("what comes while a commit waits for the disk goes into the next one together") {
  std::promise<void> go;
  std::atomic<int> commits = 0;
  auto held = go.get_future().share();
  auto store = memory_store([&](std::string_view name) {
    if (name == "before:accept" && commits++ == 0) held.wait();
  });
  VirtualClock clock(start);
  Acceptor acceptor(*store, clock);
  std::atomic<int> kept = 0;
  {
    std::vector<std::jthread> threads;
    const auto send = [&](int i) {
      if (acceptor.accept(one(std::to_string(i)), Millis(60'000))) ++kept;
    };
    threads.emplace_back(send, 0);
    while (commits == 0) std::this_thread::yield();
    for (int i = 1; i <= 40; ++i) threads.emplace_back(send, i);
    while (acceptor.waiting() < 40) std::this_thread::yield();
    go.set_value();
  }
  CHECK(kept == 41);
  CHECK(commits == 2);
}

TEST_CASE("who waits longer than it may is told that it is not sure") {
  std::promise<void> go;
  auto held = go.get_future().share();
  auto store = memory_store([&](std::string_view name) {
    if (name == "before:accept") held.wait();
  });
  VirtualClock clock(start);
  Acceptor acceptor(*store, clock);
  const auto late = acceptor.accept(one("1"), Millis(1));
  REQUIRE_FALSE(late.ok());
  CHECK(late.error().kind == ErrorKind::io);
  go.set_value();
  const auto again = acceptor.accept(one("1"), Millis(60'000));
  REQUIRE(again.ok());
  CHECK(again->known == 1);
}

TEST_CASE("whatever was confirmed is there after the process died at any commit, and once") {
  const auto folder = std::filesystem::temp_directory_path() / ("crosswalk-acceptor-" + random_uuid());
  std::filesystem::create_directories(folder);
  int deaths = 0;
  for (int at = 1; at <= 9; at += 2) {
    const std::string file = (folder / (std::to_string(at) + ".db")).string();
    const std::string confirmed = (folder / (std::to_string(at) + ".txt")).string();
    // Before the commit at the odd points, after it at the even ones: both in turn.
    for (const int point : {at, at + 1}) {
      const pid_t child = fork();
      REQUIRE(child >= 0);
      if (child == 0) send_until_death(file, confirmed, point);
      int status = 0;
      REQUIRE(::waitpid(child, &status, 0) == child);
      REQUIRE(WIFEXITED(status));
      REQUIRE((WEXITSTATUS(status) == died || WEXITSTATUS(status) == 0));
      deaths += WEXITSTATUS(status) == died ? 1 : 0;
    }
    auto store = store::open_store("sqlite:" + file);
    REQUIRE(store.ok());
    const auto keys = keys_in(**store);
    std::ifstream in(confirmed);
    for (std::string key; std::getline(in, key);) CHECK(keys.count(key) == 1);
  }
  CHECK(deaths > 0);
  std::filesystem::remove_all(folder);
}
