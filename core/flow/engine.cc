#include "flow/engine.h"

#include <algorithm>

#include "base/log.h"
#include "flow/standing_causes.h"

namespace crosswalk::flow {
namespace {

// A running engine looks for what another process (replay, import) has put into the store this often.
constexpr Millis look_around{1000};
// And this often for what was pushed to it: whoever called waits for an invoice, not for us.
constexpr Millis look_for_pushed{50};
// It sends for so long at a time.
constexpr Millis longest_round{15'000};
// How much further back the daily overlap sweep reads (walmart.md §6.5).
constexpr Millis overlap_reach{86'400'000};

constexpr std::string_view waits_for_lists =
    "nothing is booked before the ledger's lists have been read once: ";

void add_trouble(std::vector<std::string>& known, const std::vector<std::string>& trouble) {
  for (const auto& sentence : trouble)
    if (std::find(known.begin(), known.end(), sentence) == known.end()) known.push_back(sentence);
}

void drop_patience(std::vector<AlertCause>& causes) {
  for (auto& cause : causes) cause.patience = Millis(0);
}

// What the pair brings itself goes before what every engine has.
ItemHandlers with(ItemHandlers all, const ItemHandlers& own) {
  for (const auto& [kind, handler] : own) all.insert_or_assign(kind, handler);
  return all;
}

}  // namespace

Engine::Engine(Pair pair, std::unique_ptr<rules::Mapper> mapper)
    : pair_(std::move(pair)),
      reference_(pair_.settings.name, pair_.ledger, pair_.store, pair_.clock),
      intake_(pair_),
      timetable_(pair_.settings.name, pair_.settings.schedule, pair_.store),
      live_(std::move(mapper)),
      offers_(pair_, reference_, live_),
      notices_(pair_, offers_),
      changes_(pair_, timetable_),
      chores_(pair_, offers_, timetable_, changes_),
      inbox_(pair_, with(notices_.handlers(), pair_.handlers), &changes_),
      ledger_(pair_, Side::ledger),
      channel_(pair_, Side::channel),
      booker_(pair_, reference_, live_) {}

Result<std::unique_ptr<Engine>> Engine::make(Pair pair) {
  // From here on only the mapper holds the rule set, so that it goes when a newer one has taken its place.
  auto mapper = rules::make_mapper(std::move(pair.rules), pair.settings.rule_budget);
  if (!mapper) return mapper.error();
  return std::unique_ptr<Engine>(new Engine(std::move(pair), std::move(*mapper)));
}

// Reads these streams, keeps when that was, and says how it went to whoever is told.
Result<IntakeReport> Engine::read(const std::vector<std::string>& streams, Millis reach_back,
                                  const Stop& stop) {
  const Instant begun = pair_.clock.now();
  IntakeReport report = intake_.sweep(streams, reach_back, stop);
  if (stop.stop_requested()) return report;
  for (const auto& stream : streams) unread_.erase(stream);
  for (const auto& failed : report.failed) {
    unread_.insert_or_assign(failed.stream, failed.error);
    timetable_.failed(failed.stream, pair_.clock.now());
  }
  for (const auto& stream : streams)
    if (unread_.count(stream) == 0)
      if (auto kept = timetable_.done(stream, begun); !kept) return kept.error();
  tell_reading();
  return report;
}

void Engine::tell_reading(bool at_once) {
  if (pair_.alerts == nullptr) return;
  std::vector<std::string> trouble;
  bool refused = false;
  for (const auto& [stream, error] : unread_) {
    add_trouble(trouble, {error.text()});
    refused = refused || error.kind == ErrorKind::config;
  }
  auto causes = trouble_causes("reading orders", trouble, refused);
  if (at_once) drop_patience(causes);
  pair_.alerts->standing(pair_.settings.name, "reading", std::move(causes));
}

// Nobody is left who could see that it lasts.
void Engine::tell_at_once() {
  if (!unread_.empty()) tell_reading(true);
  if (booker_.waits()) tell_lists(true);
}

// What is due by the timetable; once a day a day more than that.
Result<void> Engine::read_due(const Stop& stop) {
  const auto streams = pair_.source.streams();
  const Instant begun = pair_.clock.now();
  const auto due = timetable_.due(streams, begun);
  if (!due) return due.error();
  const auto overlap = timetable_.due({overlap_sweep}, begun);
  if (!overlap) return overlap.error();
  if (due->empty() && overlap->empty()) return {};
  const auto intake =
      read(overlap->empty() ? *due : streams, overlap->empty() ? Millis(0) : overlap_reach, stop);
  if (!intake) return intake.error();
  if (!overlap->empty() && !stop.stop_requested()) {
    if (!intake->failed.empty())
      timetable_.failed(overlap_sweep, pair_.clock.now());
    else if (auto kept = timetable_.done(overlap_sweep, begun); !kept)
      return kept.error();
  }
  if (intake->received.fresh + intake->received.revised > 0)
    log::info("intake", pair_.settings.name + ": " + std::to_string(intake->received.fresh) + " new and " +
                            std::to_string(intake->received.revised) + " changed records");
  return {};
}

// What was pushed to us, before anything else; true when there was something.
Result<bool> Engine::take_pushed(EngineReport& report, const Stop& stop) {
  bool any = false;
  while (!stop.stop_requested()) {
    const auto done = inbox_.step(stop);
    if (!done) return done.error();
    for (const auto& kind : done->hurried) timetable_.hurry(kind);
    report.received.fresh += done->received.fresh;
    report.received.revised += done->received.revised;
    report.received.known += done->received.known;
    if (done->trouble) add_trouble(report.trouble, {done->trouble->text()});
    if (done->handled == 0) break;
    any = true;
  }
  return any;
}

// Why a side as a whole cannot send; a document that fails is told of from the store, where what else was
// delivered does not hide it. What was not tried this time stands as it did.
void Engine::tell(Side side, const DispatchReport& round) {
  if (pair_.alerts == nullptr || (round.sent + round.looked_up == 0 && round.rests.empty())) return;
  const bool ledger = side == Side::ledger;
  pair_.alerts->standing(
      pair_.settings.name, ledger ? "sending" : "telling",
      trouble_causes(ledger ? "sending documents" : "telling the market",
                     round.signed_out ? round.trouble : round.rests, round.signed_out, round.forbidden));
}

// What was said of an earlier try is over with it, because the next one may succeed. Told once a try, and
// once that it is over: an earlier process may have told of it.
void Engine::wait_for_lists(EngineReport& report) {
  std::erase_if(report.trouble,
                [](const std::string& sentence) { return sentence.starts_with(waits_for_lists); });
  const auto& wait = booker_.waits();
  std::vector<std::string> trouble;
  if (wait) {
    trouble.push_back(std::string(waits_for_lists) + wait->reason.text());
    add_trouble(report.trouble, trouble);
    if (wait->next_try)
      report.rests_until = std::min(report.rests_until.value_or(*wait->next_try), *wait->next_try);
  }
  const auto next_try = wait ? wait->next_try : std::nullopt;
  const bool over = !wait && report.mapped > 0 && !lists_read_;
  if (next_try == lists_tried_ && !over) return;
  lists_tried_ = next_try;
  lists_read_ = !wait;
  if (wait) log::warning("book", pair_.settings.name + ": " + trouble.front());
  tell_lists(false);
}

void Engine::tell_lists(bool at_once) {
  if (pair_.alerts == nullptr) return;
  const auto& wait = booker_.waits();
  std::vector<std::string> trouble;
  if (wait) trouble.push_back(std::string(waits_for_lists) + wait->reason.text());
  auto causes = trouble_causes("reading the ledger's lists, before which nothing is booked,", trouble,
                               wait && wait->reason.kind == ErrorKind::config);
  if (at_once) drop_patience(causes);
  pair_.alerts->standing(pair_.settings.name, "lists", std::move(causes));
}

Result<bool> Engine::dispatch(Side side, RoundLimits bounds, EngineReport& report, const Stop& stop) {
  bounds.holds = bounds.holds && side == Side::ledger;
  auto done = (side == Side::ledger ? ledger_ : channel_).step(bounds, stop);
  if (!done) return done.error();
  report.sent += done->sent;
  report.attempts += done->attempts;
  report.signed_out = report.signed_out || done->signed_out;
  if (done->rests_until)
    report.rests_until = std::min(report.rests_until.value_or(*done->rests_until), *done->rests_until);
  add_trouble(report.trouble, done->trouble);
  add_trouble(report.trouble, done->rests);
  add_trouble(report.trouble, done->forbidden);
  tell(side, *done);
  return done->sent + done->looked_up > 0;
}

// All that can be done now; true when something was.
Result<bool> Engine::work(EngineReport& report, const RoundLimits& bounds, const Progress& progress,
                          const Stop& stop) {
  report.rests_until.reset();
  const auto pushed = take_pushed(report, stop);
  if (!pushed) return pushed.error();
  bool any = *pushed;
  while (!stop.stop_requested()) {
    const auto mapped = booker_.step(stop);
    if (!mapped) return mapped.error();
    if (*mapped == 0) break;
    any = true;
    report.mapped += *mapped;
    if (progress) progress("mapped " + std::to_string(report.mapped) + " records");
  }
  wait_for_lists(report);
  for (const Side side : {Side::channel, Side::ledger}) {
    const auto moved = dispatch(side, bounds, report, stop);
    if (!moved) return moved.error();
    any = any || *moved;
    if (*moved && progress)
      progress("sent " + std::to_string(report.sent) + " documents in " + std::to_string(report.attempts) +
               " requests");
  }
  return any;
}

Result<EngineReport> Engine::once(bool sweep, Millis patience, const Progress& progress, const Stop& stop) {
  EngineReport report;
  if (sweep) {
    if (progress) progress("reading orders");
    const auto intake = read(pair_.source.streams(), Millis(0), stop);
    if (!intake) return intake.error();
    report.received = intake->received;
    for (const auto& failed : intake->failed) add_trouble(report.trouble, {failed.error.text()});
    if (progress)
      progress("received " + std::to_string(report.received.fresh) + " new and " +
               std::to_string(report.received.revised) + " changed records");
    if (auto done = chores_.step(true, report.trouble, stop); !done) return done.error();
  } else if (auto made = chores_.make_records(); !made) {
    return made.error();
  }
  const Instant last = pair_.clock.now() + patience;
  while (!stop.stop_requested()) {
    const auto any = work(report, {}, progress, stop);
    if (!any) return any.error();
    if (*any) continue;
    auto due = pair_.store.next_due(pair_.settings.name);
    if (!due) return due.error();
    if (report.rests_until) *due = std::min(due->value_or(*report.rests_until), *report.rests_until);
    if (!due->has_value()) break;
    if (**due > last || report.signed_out) {
      report.finished = false;
      break;
    }
    if (progress)
      progress("waiting until " + (*due)->text_seconds() + " for an answer that is still unknown");
    // A moment later at least, so that a time that is due already but not yet acted on cannot spin.
    if (!pair_.clock.wait_until(std::max(**due, pair_.clock.now() + Millis(100)), stop)) break;
  }
  if (!report.finished && !report.trouble.empty()) tell_at_once();
  if (stop.stop_requested()) report.finished = false;
  return report;
}

// Until then, or until something was pushed that can be handled.
Result<void> Engine::rest(Instant until, const Stop& stop) {
  for (;;) {
    const Instant now = pair_.clock.now();
    const auto pushed = inbox_.due();
    if (!pushed) return pushed.error();
    if (now >= until || (*pushed && **pushed <= now)) return {};
    if (!pair_.clock.wait_until(std::min(until, now + look_for_pushed), stop)) return {};
  }
}

// Whether documents may leave for the ledger: always, or from a time of the pair's calendar until all that
// waited for it have left.
Result<bool> Engine::posts(Instant now) {
  if (!pair_.settings.schedule.post) return true;
  const auto since = timetable_.posting_since(now);
  if (!since) return since.error();
  return since->has_value();
}

// Nothing of what waited for the calendar's time is left to send: the next one comes. What the ledger has
// taken and a person has yet to post there keeps nothing open, nor does what was drafted since.
Result<void> Engine::end_posting() {
  if (!pair_.settings.schedule.post) return {};
  const Instant now = pair_.clock.now();
  const auto since = timetable_.posting_since(now);
  if (!since) return since.error();
  if (!*since) return {};
  const auto unsent = pair_.store.has_unsent(pair_.settings.name, Side::ledger, **since);
  if (!unsent) return unsent.error();
  if (*unsent) return {};
  return timetable_.done(posting, now);
}

Result<void> Engine::run(const Stop& stop) {
  while (!stop.stop_requested()) {
    EngineReport report;
    if (auto read = read_due(stop); !read) return read;
    const Instant now = pair_.clock.now();
    if (auto done = chores_.step(false, report.trouble, stop); !done) return done;
    auto names = pair_.source.streams();
    names.emplace_back(overlap_sweep);
    names.insert(names.end(), chores_.names().begin(), chores_.names().end());
    const auto next = timetable_.next(names, now);
    if (!next) return next.error();
    // A long backlog must keep neither fresh orders nor what is pushed waiting.
    const auto posts_now = posts(now);
    if (!posts_now) return posts_now.error();
    const RoundLimits bounds{std::min(*next, now + longest_round), pair_.settings.linger, !*posts_now};
    const auto any = work(report, bounds, {}, stop);
    if (!any) return any.error();
    if (*posts_now && !*any)
      if (auto ended = end_posting(); !ended) return ended;
    if (report.sent > 0)
      log::info("dispatch", pair_.settings.name + ": " + std::to_string(report.sent) + " documents in " +
                                std::to_string(report.attempts) + " requests");
    if (!*any)
      if (auto rested = rest(std::min(*next, pair_.clock.now() + look_around), stop); !rested) return rested;
  }
  return {};
}

}  // namespace crosswalk::flow
