#include "simulator/xero_list.h"

#include <algorithm>

#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

constexpr std::size_t largest_answer = 100'000;

struct Keyed {
  std::string key;
  const ListRow* row;
};

// "Date DESC"; the default is UpdatedDateUTC, then the id. Nothing: a field that cannot be ordered by.
std::optional<std::vector<Keyed>> in_order(const std::vector<const ListRow*>& found, std::string_view order) {
  const auto parts = split(order.empty() ? "UpdatedDateUTC" : order, ' ');
  const bool down = parts.size() > 1 && same_text(parts[1], "DESC");
  std::vector<Keyed> keyed;
  for (const ListRow* row : found) {
    if (same_text(parts[0], "UpdatedDateUTC")) {
      keyed.push_back({row->updated.text(), row});
      continue;
    }
    const auto value = row->field(parts[0]);
    if (!value) return std::nullopt;
    keyed.push_back({value->kind == FilterValue::Kind::date ? value->date.text() : lower(value->text), row});
  }
  std::sort(keyed.begin(), keyed.end(), [&](const Keyed& a, const Keyed& b) {
    if (a.key != b.key) return down ? b.key < a.key : a.key < b.key;
    return a.row->id < b.row->id;
  });
  return keyed;
}

}  // namespace

wire::HttpReply query_refused(const std::string& why) {
  return api_exception(400, 16, "QueryParseException", why);
}

bool is_listed(Instant created, const CallContext& context) {
  return created + context.switches.list_lag <= context.now;
}

std::optional<Instant> modified_since(const wire::HttpRequest& request) {
  const auto header = wire::header(request.headers, "If-Modified-Since");
  if (!header) return std::nullopt;
  std::string text(*header);
  if (!text.ends_with('Z')) text += 'Z';
  const auto instant = Instant::parse(text);
  return instant ? std::optional(*instant) : std::nullopt;
}

bool is_modified(Instant updated, const std::optional<Instant>& since, const XeroSwitches& switches) {
  if (!since) return true;
  const auto seconds = [](Instant instant) { return instant.millis() / 1000; };
  return switches.modified_since_inclusive ? seconds(updated) >= seconds(*since)
                                           : seconds(updated) > seconds(*since);
}

FilterValue optional_text(const std::string& text) {
  return text.empty() ? FilterValue{} : FilterValue::of(text);
}

wire::HttpReply list_reply(const wire::HttpRequest& request, const Query& query, const CallContext& context,
                           std::string_view plural, const std::vector<ListRow>& rows, Paging paging) {
  std::optional<Filter> filter;
  if (const auto where = query.get("where")) {
    auto parsed = Filter::parse(*where);
    if (!parsed) return query_refused(parsed.error().message);
    filter = std::move(*parsed);
  }
  const auto since = modified_since(request);
  std::vector<const ListRow*> found;
  for (const ListRow& row : rows) {
    if (!is_listed(row.created, context) || !is_modified(row.updated, since, context.switches)) continue;
    if (filter) {
      const auto hit = filter->matches(row.field);
      if (!hit) return query_refused(hit.error().message);
      if (!*hit) continue;
    }
    found.push_back(&row);
  }
  auto ordered = in_order(found, query.get("order").value_or(""));
  if (!ordered) return query_refused("The order cannot be read.");

  const bool paged =
      paging == Paging::always || (paging == Paging::asked && (query.get("page") || query.get("pageSize")));
  if (!paged && ordered->size() > largest_answer)
    return query_refused("The query matches more than 100,000 records.");
  Page page = page_of(query);
  page.size = std::min(page.size, context.switches.largest_page);
  const bool by_change =
      split(query.get("order").value_or("UpdatedDateUTC"), ' ').front() == "UpdatedDateUTC";
  if (context.twist == Twist::row_moved && by_change && !ordered->empty()) {
    // One of those that the pages before have shown.
    const std::size_t shown = std::clamp<std::size_t>((page.page - 1) * page.size, 1, ordered->size());
    const auto moved = ordered->begin() + context.call % static_cast<int>(shown);
    std::rotate(moved, moved + 1, ordered->end());
  }
  const std::size_t begin = paged ? std::min((page.page - 1) * page.size, ordered->size()) : 0;
  const std::size_t end = paged ? std::min(begin + page.size, ordered->size()) : ordered->size();
  JsonWriter list;
  list.open_list();
  for (std::size_t i = begin; i < end; ++i) list.raw({}, (*ordered)[i].row->json());
  list.close_list();
  return envelope(context, plural, list.take(), paged ? pagination(page, ordered->size()) : std::string());
}

}  // namespace crosswalk::simulator::xero_sim
