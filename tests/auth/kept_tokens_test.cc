#include "auth/kept_tokens.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

#include "base/virtual_clock.h"

namespace crosswalk::auth {
namespace {

const Instant start = *Instant::parse("2026-03-01T12:00:00Z");
constexpr Millis access_life{1'800'000};
constexpr Millis margin{120'000};

// The other side: hands out "access-2" with "refresh-2" for "refresh-1", and so on. An old refresh token is
// taken for the grace, then never again.
struct Issuer {
  explicit Issuer(Clock& the_clock) : clock(the_clock) {}

  Renew renew() {
    return [this](const Secret& refresh, const Stop&) -> Result<std::optional<Renewed>> {
      const std::lock_guard lock(mutex);
      asked.push_back(refresh.reveal());
      if (before) before();
      if (down) return fail(ErrorKind::outside, "Xero cannot be reached");
      const std::string current = "refresh-" + std::to_string(number);
      const std::string last = "refresh-" + std::to_string(number - 1);
      const bool in_grace = refresh.reveal() == last && clock.now() < rotated + refresh_grace;
      if (revoked || (refresh.reveal() != current && !in_grace)) return std::optional<Renewed>();
      if (refresh.reveal() == current) {
        ++number;
        rotated = clock.now();
      }
      if (answer_is_lost) return fail(ErrorKind::outside, "the connection ended");
      return std::optional(Renewed{Secret("access-" + std::to_string(number)), clock.now() + access_life,
                                   Secret("refresh-" + std::to_string(number)), "accounting.invoices"});
    };
  }

  Clock& clock;
  std::mutex mutex;
  int number = 1;
  Instant rotated;
  std::vector<std::string> asked;
  std::function<void()> before;
  bool down = false;
  bool revoked = false;
  bool answer_is_lost = false;
};

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "crosswalk-auth-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  std::unique_ptr<store::Store> store(store::KillPoint kill_point = {}) const {
    auto opened = store::open_store("sqlite:" + (path_ / "crosswalk.db").string(), std::move(kill_point));
    REQUIRE(opened.ok());
    return std::move(*opened);
  }

 private:
  std::filesystem::path path_;
};

SealKey key(const char* text = "0123456789abcdef0123456789abcdef") {
  return SealKey::from(Secret(text)).value();
}

TokenSet first_set(Instant now = start) {
  TokenSet set;
  set.access = Secret("access-1");
  set.access_expires = now + access_life;
  set.refresh = Secret("refresh-1");
  set.obtained = now;
  set.tenant_id = "9a3d5c1e";
  set.tenant_name = "Example Home Goods";
  return set;
}

// One process: its store, its vault, its tokens.
struct Process {
  Process(std::unique_ptr<store::Store> its_store, Renew renew, Clock& clock)
      : store(std::move(its_store)),
        vault(*store, "xero/us", key()),
        tokens(vault, std::move(renew), clock, margin, {"Xero", "us", "crosswalk connect xero --pair us"}) {}
  std::string get() {
    const auto token = tokens.get({});
    return token ? token->reveal() : "error: " + token.error().message;
  }
  TokenSet set() { return vault.read().value()->set; }
  std::unique_ptr<store::Store> store;
  TokenVault vault;
  KeptTokens tokens;
};

struct Desk {
  Folder folder;
  VirtualClock clock{start};
  Issuer issuer{clock};
  Process process{folder.store(), issuer.renew(), clock};

  Desk() { REQUIRE(process.vault.put(first_set()).ok()); }
  void expire() { clock.advance(access_life); }
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a stored token is used until it is about to expire, then the pair changes and is stored") {
  Desk desk;
  CHECK(desk.process.get() == "access-1");
  desk.clock.advance(access_life - margin - Millis(1));
  CHECK(desk.process.get() == "access-1");
  desk.clock.advance(Millis(1));
  CHECK(desk.process.get() == "access-2");
  CHECK(desk.process.get() == "access-2");
  CHECK(desk.issuer.asked == std::vector<std::string>{"refresh-1"});
  const TokenSet set = desk.process.set();
  CHECK(set.refresh.reveal() == "refresh-2");
  CHECK(set.previous.reveal() == "refresh-1");
  CHECK(set.tenant_id == "9a3d5c1e");
  // A process that starts now asks nobody.
  Process other(desk.folder.store(), desk.issuer.renew(), desk.clock);
  CHECK(other.get() == "access-2");
  CHECK(desk.issuer.asked.size() == 1);
}

TEST_CASE("a refused access token is renewed once, however many threads held it") {
  Desk desk;
  const Secret held(desk.process.get());
  desk.process.tokens.drop(held);
  CHECK(desk.process.get() == "access-2");
  desk.process.tokens.drop(held);  // a slow thread's old news
  CHECK(desk.process.get() == "access-2");
  CHECK(desk.issuer.asked.size() == 1);
}

TEST_CASE("many threads of many processes, one renewal") {
  Folder folder;
  SystemClock clock;
  Issuer issuer(clock);
  issuer.before = [] { std::this_thread::yield(); };
  {
    Process first(folder.store(), issuer.renew(), clock);
    TokenSet set = first_set(clock.now());
    set.access_expires = clock.now();
    REQUIRE(first.vault.put(set).ok());
  }
  std::vector<std::unique_ptr<Process>> processes;
  for (int i = 0; i < 4; ++i)
    processes.push_back(std::make_unique<Process>(folder.store(), issuer.renew(), clock));
  std::atomic<int> got = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 12; ++i)
      threads.emplace_back([&, i] {
        if (processes[static_cast<std::size_t>(i % 4)]->get() == "access-2") ++got;
      });
  }
  CHECK(got == 12);
  CHECK(issuer.asked == std::vector<std::string>{"refresh-1"});
}

TEST_CASE("a lost answer is asked for again with the old refresh token, within the grace") {
  Desk desk;
  desk.expire();
  desk.issuer.answer_is_lost = true;
  CHECK(desk.process.get() == "error: the connection ended");
  desk.clock.advance(refresh_grace - Millis(1));
  desk.issuer.answer_is_lost = false;
  CHECK(desk.process.get() == "access-2");
  CHECK(desk.issuer.asked == std::vector<std::string>{"refresh-1", "refresh-1"});
}

TEST_CASE("a lost answer that nobody asks for within the grace needs a person, once") {
  Desk desk;
  desk.expire();
  desk.issuer.answer_is_lost = true;
  CHECK(desk.process.get() == "error: the connection ended");
  desk.issuer.answer_is_lost = false;
  desk.clock.advance(refresh_grace);
  const std::string sentence = desk.process.get();
  CHECK(has(sentence, "run: crosswalk connect xero --pair us"));
  CHECK_FALSE(has(sentence, "refresh-1"));
  const auto asked = desk.issuer.asked.size();
  CHECK(desk.process.get() == sentence);
  CHECK(desk.issuer.asked.size() == asked);
  CHECK(token_summary(*desk.process.store, "xero/us").value()->refused);
  // The person signs in; the running process goes on by itself.
  TokenSet fresh = first_set(desk.clock.now());
  fresh.access = Secret("access-of-the-new-sign-in");
  REQUIRE(desk.process.vault.put(fresh).ok());
  CHECK(desk.process.get() == "access-of-the-new-sign-in");
}

TEST_CASE("a refusal reads the store once more, where another may have put a newer pair") {
  Desk desk;
  desk.expire();
  Process other(desk.folder.store(), desk.issuer.renew(), desk.clock);
  // While this one asks, its lease runs out, and another process is faster.
  desk.issuer.before = [&] {
    desk.issuer.before = {};
    TokenSet set = first_set(desk.clock.now());
    set.access = Secret("access-of-another");
    set.refresh = Secret("refresh-7");
    REQUIRE(other.vault.put(set).ok());
    desk.issuer.number = 7;
  };
  CHECK(desk.process.get() == "access-of-another");
  CHECK(desk.issuer.asked == std::vector<std::string>{"refresh-1"});
  CHECK_FALSE(desk.process.set().refused);
}

TEST_CASE("a new refresh token that is refused falls back to the one before it, within the grace") {
  Desk desk;
  desk.expire();
  CHECK(desk.process.get() == "access-2");
  // The other side lost its own change: it knows only the first token.
  desk.issuer.number = 1;
  desk.process.tokens.drop(Secret("access-2"));
  CHECK(desk.process.get() == "access-2");
  CHECK(desk.issuer.asked == std::vector<std::string>{"refresh-1", "refresh-2", "refresh-1"});
}

TEST_CASE("a pair that cannot be stored is not handed out, and is stored before anything is asked again") {
  Folder folder;
  VirtualClock clock(start);
  Issuer issuer(clock);
  bool full = false;
  struct Full {};
  const auto kill_point = [&](std::string_view name) {
    if (!full || name != "before:swap_note" || issuer.asked.empty()) return;
    full = false;
    throw Full{};
  };
  Process process(folder.store(kill_point), issuer.renew(), clock);
  REQUIRE(process.vault.put(first_set()).ok());
  clock.advance(access_life);
  full = true;
  CHECK_THROWS_AS(process.get(), Full);
  CHECK(process.set().refresh.reveal() == "refresh-1");
  CHECK(process.get() == "access-2");
  CHECK(issuer.asked == std::vector<std::string>{"refresh-1"});
}

TEST_CASE("killed between receiving the new pair and storing it: the next process gets it again") {
  Folder folder;
  VirtualClock clock(start);
  Issuer issuer(clock);
  {
    Process process(folder.store(), issuer.renew(), clock);
    REQUIRE(process.vault.put(first_set()).ok());
  }
  clock.advance(access_life);
  const pid_t child = ::fork();
  if (child == 0) {
    int swaps = 0;
    Process dying(folder.store([&](std::string_view name) {
      if (name == "before:swap_note" && ++swaps == 2) ::_exit(9);  // the first is the lease
    }),
                  issuer.renew(), clock);
    (void)dying.get();
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  REQUIRE(WEXITSTATUS(status) == 9);
  issuer.number = 2;  // what the other side did for the child
  issuer.rotated = clock.now();
  Process next(folder.store(), issuer.renew(), clock);
  CHECK(next.get() == "access-2");
  CHECK(issuer.asked == std::vector<std::string>{"refresh-1"});
  CHECK(clock.now() < start + access_life + refresh_grace);
}

TEST_CASE("who waits for another's renewal can be stopped") {
  Desk desk;
  desk.expire();
  REQUIRE(desk.process.store
              ->set_note("lease/renew/xero/us",
                         "somebody " + std::to_string((desk.clock.now() + KeptTokens::lease_life).millis()))
              .ok());
  std::stop_source stop;
  stop.request_stop();
  const auto token = desk.process.tokens.get(stop.get_token());
  REQUIRE_FALSE(token.ok());
  CHECK(token.error().kind == ErrorKind::stopped);
  // A dead holder is waited for no longer than its lease.
  CHECK(desk.process.get() == "access-2");
}

TEST_CASE("not connected, another key, a changed set: one sentence each, without a token in it") {
  Folder folder;
  VirtualClock clock(start);
  Issuer issuer(clock);
  Process process(folder.store(), issuer.renew(), clock);
  CHECK(process.get() ==
        "error: pair \"us\" is not connected to Xero yet; run: crosswalk connect xero --pair us");
  TokenVault theirs(*process.store, "xero/us", key("another key, as long as it must be"));
  REQUIRE(theirs.put(first_set()).ok());
  CHECK(has(process.get(), "sealed with another key"));
  TokenVault elsewhere(*process.store, "xero/ca", key());
  REQUIRE(elsewhere.put(first_set()).ok());
  REQUIRE(process.store->set_note("tokens/xero/us", process.store->note("tokens/xero/ca").value()).ok());
  CHECK(has(process.get(), "belongs to another place"));
  CHECK(issuer.asked.empty());
  REQUIRE(forget_tokens(*process.store, "xero/us").ok());
  CHECK_FALSE(token_summary(*process.store, "xero/us").value().has_value());
}

TEST_CASE("the store holds no token in clear, and says without the key how long the sign-in lasts") {
  Desk desk;
  const std::string text = desk.process.store->note("tokens/xero/us").value();
  CHECK_FALSE(has(text, "access-1"));
  CHECK_FALSE(has(text, "refresh-1"));
  const auto summary = token_summary(*desk.process.store, "xero/us").value();
  REQUIRE(summary.has_value());
  CHECK(summary->tenant_name == "Example Home Goods");
  CHECK(summary->unused_until().text_seconds() == "2026-04-30T12:00:00Z");
  CHECK_FALSE(summary->ends_soon(start + refresh_life - refresh_warning - Millis(1)));
  CHECK(summary->ends_soon(start + refresh_life - refresh_warning));
}

}  // namespace crosswalk::auth
