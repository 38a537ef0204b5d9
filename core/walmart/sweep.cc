#include "walmart/sweep.h"

#include <algorithm>

#include "base/log.h"

namespace crosswalk::walmart {
namespace {

constexpr std::int64_t page_size = 200;        // walmart.md §2.2: the most that Walmart gives
constexpr std::int64_t window_limit = 10'000;  // walmart.md §2.2: beyond it Walmart answers with an error
constexpr Millis shortest_window{2'000};       // dates are sent in whole seconds
constexpr Millis day{86'400'000};
constexpr int kept_days = 179;  // Walmart keeps 180; one for the time that a sweep takes

Instant whole_second(Instant instant) {
  return Instant::from_millis(instant.millis() - instant.millis() % 1000);
}

Instant middle(const Window& window) {
  return whole_second(window.from + (*window.to - window.from) / 2);
}

// The form of times that the return list takes, its plus sign escaped: "2026-01-31T10:30:15.000%2B0000".
std::string return_time(Instant instant) {
  std::string text = instant.text_seconds();
  text.pop_back();
  return text + ".000%2B0000";
}

bool can_be_halved(const Window& window) {
  return *window.to - window.from >= shortest_window;
}

}  // namespace

Result<std::string> next_query(std::string_view cursor) {
  const bool query =
      cursor.starts_with('?') &&
      std::all_of(cursor.begin(), cursor.end(), [](unsigned char c) { return c > ' ' && c != 0x7F; });
  if (!query)
    return fail(ErrorKind::outside,
                "Walmart's nextCursor is not a query: \"" + std::string(cursor.substr(0, 200)) + "\"");
  std::string out;
  for (std::size_t at = 0; at < cursor.size();) {
    const bool escaped = cursor.substr(at).starts_with("&amp;");
    out += cursor[at];
    at += escaped ? 5 : 1;
  }
  return out;
}

Listing order_listing(std::string_view node_type) {
  return {RecordKind::order, "&shipNodeType=" + std::string(node_type) + "&replacementInfo=true"};
}

Listing return_listing(bool walmart_fulfilled) {
  return {RecordKind::return_order, walmart_fulfilled ? "&isWFSEnabled=Y" : ""};
}

Sweep::Sweep(Connection& connection, Listing listing)
    : connection_(connection), listing_(std::move(listing)) {}

Result<Page> Sweep::read(const Cursor& from, const Stop& stop) {
  auto begun = begin(from, connection_.clock().now());
  if (!begun) return begun.error();
  Window window = std::move(*begun);
  auto page = window.next.empty() ? first_page(window, stop) : next_page(window, stop);
  if (!page) {
    // Walmart may refuse an old cursor for ever; the window is read from its first page next time.
    if (!window.next.empty() && page.error().kind != ErrorKind::stopped) restart_ = from.position;
    return page.error();
  }
  std::string next = page->records.empty() ? std::string() : page->next_cursor;
  // An order list says in the cursor whether there is more; a return list gives none at its end.
  if (of_orders() && next.find("hasMoreElements=true") == std::string::npos) next.clear();
  if (!next.empty())
    if (auto fine = guard(window, next); !fine) {
      restart_ = from.position;
      return fine.error();
    }
  restart_.clear();
  if (!page->remark.empty())
    log::warning("walmart", "Walmart says with a list of " + std::string(what()) + ": " + page->remark);
  const bool first = window.next.empty();
  remember(window, *page);

  Page out;
  out.records.reserve(page->records.size());
  for (auto& record : page->records)
    out.records.push_back({listing_.kind, std::move(record.id), std::string(record.body)});
  const auto held = static_cast<std::int64_t>(out.records.size());
  if (!next.empty()) {
    window.next = next;
  } else {
    // A single page with room left on it cannot have hidden anything, whatever the total says.
    const bool roomy = first && held < page->limit.value_or(page_size) && held < page_size;
    const bool complete = roomy || window.seen >= window.total;
    if (!complete && !can_be_halved(window))
      log::warning("walmart", "Walmart counts " + std::to_string(window.total) + " " + std::string(what()) +
                                  " changed at " + window.from.text_seconds() + " but lists " +
                                  std::to_string(window.seen));
    const bool retry = !complete && can_be_halved(window);
    out.caught_up =
        !retry && !window.part &&
        connection_.clock().now() - *window.to <= std::max(connection_.settings().overlap, Millis(60'000));
    window = after(window, !retry);
  }
  out.next = {from.stream, text_of(window)};
  return out;
}

// The window that `cursor` stands in, with an end.
Result<Window> Sweep::begin(const Cursor& cursor, Instant now) {
  now = whole_second(now);
  Window window;
  if (cursor.position.empty()) {
    window.from = now - day * connection_.settings().days_back;
  } else {
    auto stored = window_in(cursor.position);
    if (!stored) return stored.error();
    window = std::move(*stored);
  }
  if (window.next.empty() && !window.to) window.from = window.from - cursor.reach_back;
  if (!restart_.empty() && restart_ == cursor.position) {
    window.next.clear();
    if (!window.part) window.to.reset();
  }
  if (window.next.empty()) {
    const Instant oldest = now - day * kept_days;
    if (window.from < oldest) {
      log::warning("walmart", std::string(what()) + " changed from " + window.from.text_seconds() + " to " +
                                  oldest.text_seconds() +
                                  " are beyond what Walmart keeps and cannot be read any more");
      window.from = oldest;
    }
    if (!window.to || *window.to < window.from) {
      window.to = now;
      window.part = false;
    }
    window.total = 0;
    window.seen = 0;
  } else if (!window.to) {
    return fail(ErrorKind::internal, "the stored cursor of " + cursor.stream + " has a next page but no end");
  }
  return window;
}

// Asks for the window's first page, and halves the window as long as it holds more than Walmart pages
// through.
Result<ListPage> Sweep::first_page(Window& window, const Stop& stop) {
  for (;;) {
    asked_.assign(1, std::string());
    known_.clear();
    auto page = list(first_path(window, connection_.clock().now()), stop);
    if (page ? page->total.value_or(0) < window_limit : !bad_request_ || *window.to - window.from < day)
      return page;
    if (!can_be_halved(window))
      return fail(ErrorKind::limit, "more than 10,000 " + std::string(what()) + " changed at " +
                                        window.from.text_seconds() + "; Walmart does not list so many");
    window.to = middle(window);
    window.part = true;
  }
}

Result<ListPage> Sweep::next_page(const Window& window, const Stop& stop) {
  const auto query = next_query(window.next);
  if (!query) return query.error();
  const auto before = std::find(asked_.begin(), asked_.end(), window.next);
  if (before != asked_.end()) asked_.erase(before, asked_.end());  // the same page once more, after a failure
  asked_.push_back(window.next);
  return list(path() + *query, stop);
}

Result<ListPage> Sweep::list(const std::string& path_and_query, const Stop& stop) {
  Answer answer = connection_.read(endpoint(), path_and_query, stop);
  bad_request_ = answer.kind == Answer::Kind::replied && answer.reply.status == 400 &&
                 !read_error_body(answer.reply.body).is_outage();
  auto reply = connection_.checked(endpoint(), std::move(answer));
  if (!reply) return reply.error();
  if (reply->status == 404) return ListPage{};  // CONTENT_NOT_FOUND: none
  text_ = std::move(reply->body);
  return of_orders() ? split_list(text_) : split_returns(text_);
}

std::string Sweep::first_path(const Window& window, Instant now) const {
  const std::string rest = "&limit=" + std::to_string(page_size) + listing_.filter;
  if (!of_orders())
    return path() + "?returnLastModifiedStartDate=" + return_time(window.from) +
           "&returnLastModifiedEndDate=" + return_time(*window.to) + rest;
  // Without createdStartDate Walmart leaves out whatever was created more than seven days ago (walmart.md
  // §2.2).
  return path() + "?createdStartDate=" + (now - day * kept_days).text_seconds() +
         "&lastModifiedStartDate=" + window.from.text_seconds() +
         "&lastModifiedEndDate=" + window.to->text_seconds() + rest;
}

// The same cursor twice in one window would be read in a circle for ever.
Result<void> Sweep::guard(const Window& window, const std::string& next) {
  if (next != window.next && std::find(asked_.begin(), asked_.end(), next) == asked_.end()) return {};
  return fail(ErrorKind::outside, "Walmart's list of " + std::string(what()) +
                                      " goes in a circle: the cursor \"" + next +
                                      "\" came twice; the window is read again from its first page");
}

void Sweep::remember(Window& window, const ListPage& page) {
  const bool whole = static_cast<std::int64_t>(known_.size()) >= window.seen;
  for (const auto& record : page.records) known_.insert(record.id);
  // After a restart in the middle of a window only its number of records is known.
  window.seen = whole ? static_cast<std::int64_t>(known_.size())
                      : window.seen + static_cast<std::int64_t>(page.records.size());
  window.total = std::max(window.total, page.total.value_or(0));
}

// Where the next read begins after `window` is done, or, if it was not complete, is to be halved.
Window Sweep::after(const Window& window, bool complete) const {
  Window next;
  if (!complete) {
    next.from = window.from;
    next.to = middle(window);
    next.part = true;
    return next;
  }
  next.from = *window.to - connection_.settings().overlap;
  // A short part must not be read again and again.
  if (window.part) next.from = std::max(next.from, std::max(middle(window), window.from + Millis(1000)));
  return next;
}

}  // namespace crosswalk::walmart
