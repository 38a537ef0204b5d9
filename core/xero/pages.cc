#include "xero/pages.h"

#include <algorithm>
#include <map>

#include "base/json_tree.h"
#include "wire/percent.h"
#include "xero/dates.h"
#include "xero/errors.h"
#include "xero/kinds.h"

namespace crosswalk::xero {
namespace {

constexpr std::size_t longest_list = 2'000;  // characters of a list in an address
constexpr int largest_page = 1'000;          // the largest that Xero grants (xero.md §3.2)
constexpr int most_calls = 100;
constexpr int most_walks = 4;  // through the pages of one second
// If-Modified-Since knows seconds, and whether it includes the one that it names is not known.
constexpr Millis step_back{1'000};

struct Row {
  std::string id;
  Instant updated;
  Json element;
};

// What pages 1, 2, … behind one If-Modified-Since show, up to where the next one begins.
struct Stretch {
  std::vector<Row> rows;
  int pages = 0;
  bool ends_list = false;
  std::string next;
};

// All of `before` is in `after` where it was and as it was.
bool stood_still(const Stretch& before, const Stretch& after) {
  return before.rows.size() <= after.rows.size() &&
         std::equal(before.rows.begin(), before.rows.end(), after.rows.begin(),
                    [](const Row& a, const Row& b) { return a.id == b.id && a.updated == b.updated; });
}

class Walk {
 public:
  Walk(Connection& connection, const std::string& list, const std::string& filter, const Stop& stop,
       int page_size = largest_page)
      : page_size_(page_size),
        connection_(connection),
        list_(list),
        words_(words_of_list(list)),
        path_("/api.xro/2.0/" + list + "?" + filter + (filter.empty() ? "" : "&")),
        stop_(stop) {}

  Result<void> whole() {
    const auto body = connection_.read(path_.substr(0, path_.size() - 1), stop_);
    if (!body) return body.error();
    const Json* elements = elements_in(*body);
    if (elements == nullptr) return unreadable();
    for (const Json& element : *elements) keep(row_of(element));
    return {};
  }

  Result<void> page_by_page(std::string since) {
    for (;;) {
      auto stretch = still_stretch(since);
      if (!stretch) return stretch.error();
      for (Row& row : stretch->rows) keep(std::move(row));
      if (stretch->ends_list) return {};
      since = stretch->next;
    }
  }

  Result<ListPart> part(const std::string& since) {
    auto stretch = still_stretch(since);
    if (!stretch) return stretch.error();
    ListPart part{{}, stretch->ends_list, stretch->next};
    for (Row& row : stretch->rows) part.elements.push_back(std::move(row.element));
    return part;
  }

  void give(const std::function<void(const Json&)>& take) const {
    for (const Row& row : rows_) take(row.element);
  }

 private:
  Error unreadable() const { return fail(ErrorKind::outside, "Xero's list of " + list_ + " cannot be read"); }

  const Json* elements_in(const Json& body) const {
    const Json* elements = member(body, list_);
    return elements != nullptr && elements->is_array() ? elements : nullptr;
  }

  Row row_of(const Json& element) const {
    Row row{words_ == nullptr ? std::string() : member_text(element, words_->id), {}, element};
    if (const auto updated = parse_instant(member_text(element, "UpdatedDateUTC"))) row.updated = *updated;
    return row;
  }

  // As it was last seen.
  void keep(Row row) {
    if (row.id.empty()) {
      rows_.push_back(std::move(row));
      return;
    }
    const auto [known, fresh] = at_.emplace(row.id, rows_.size());
    if (fresh)
      rows_.push_back(std::move(row));
    else if (rows_[known->second].updated <= row.updated)
      rows_[known->second] = std::move(row);
  }

  // Several pages behind one moment are of one second: only there can a row that changes draw another one
  // over to the page before. They hold when a second walk shows the same.
  Result<Stretch> still_stretch(const std::string& since) {
    auto before = read_stretch(since);
    if (!before || before->pages <= 1) return before;
    for (int walk = 1; walk < most_walks; ++walk) {
      auto after = read_stretch(since);
      if (!after || stood_still(*before, *after)) return after;
      before = std::move(after);
    }
    return fail(ErrorKind::outside,
                "Xero's list of " + list_ + " changes while it is read; it is read again later");
  }

  Result<Stretch> read_stretch(const std::string& since) {
    Stretch stretch;
    for (;;) {
      if (++calls_ > most_calls) return fail(ErrorKind::outside, "Xero's list of " + list_ + " does not end");
      const std::string path = path_ + "page=" + std::to_string(++stretch.pages) +
                               "&pageSize=" + std::to_string(page_size_) + "&order=UpdatedDateUTC";
      const auto body =
          since.empty() ? connection_.read(path, stop_) : connection_.read_since(path, since, stop_);
      if (!body) return body.error();
      const Json* elements = body->is_null() ? nullptr : elements_in(*body);
      if (elements == nullptr && !body->is_null()) return unreadable();
      if (elements != nullptr)
        for (const Json& element : *elements) stretch.rows.push_back(row_of(element));
      if (elements == nullptr || is_last_page(*body, elements->size(), stretch.pages, page_size_)) {
        stretch.ends_list = true;
        return stretch;
      }
      const bool ordered = std::is_sorted(stretch.rows.begin(), stretch.rows.end(),
                                          [](const Row& a, const Row& b) { return a.updated < b.updated; });
      if (!ordered || stretch.rows.empty() || stretch.rows.front().updated == Instant()) continue;
      stretch.next = seconds_text(stretch.rows.back().updated - step_back);
      if (stretch.next > since) return stretch;
    }
  }

  const int page_size_;
  Connection& connection_;
  const std::string list_;
  const KindWords* words_;
  const std::string path_;
  const Stop& stop_;
  int calls_ = 0;
  std::vector<Row> rows_;
  std::map<std::string, std::size_t> at_;  // by id
};

}  // namespace

Result<void> read_pages(Connection& connection, const std::string& list, const std::string& filter,
                        bool paged, const std::function<void(const Json&)>& take, const Stop& stop) {
  Walk walk(connection, list, filter, stop);
  if (auto done = paged ? walk.page_by_page({}) : walk.whole(); !done) return done;
  walk.give(take);
  return {};
}

Result<void> read_pages_since(Connection& connection, const std::string& list, const std::string& filter,
                              const std::string& since, const std::function<void(const Json&)>& take,
                              const Stop& stop) {
  Walk walk(connection, list, filter, stop);
  if (auto done = walk.page_by_page(since); !done) return done;
  walk.give(take);
  return {};
}

Result<ListPart> read_part(Connection& connection, const std::string& list, const std::string& since,
                           int page_size, const Stop& stop) {
  return Walk(connection, list, {}, stop, page_size).part(since);
}

bool is_last_page(const Json& body, std::size_t elements, int page, std::size_t full_page) {
  const Json* pagination = member(body, "pagination");
  const Json* pages = pagination == nullptr ? nullptr : member(*pagination, "pageCount");
  if (pages != nullptr && pages->is_number_integer()) return page >= pages->get<int>();
  return elements < full_page;
}

std::vector<std::string> joined_for_address(const std::vector<std::string>& names, const std::string& joint) {
  std::vector<std::string> groups;
  for (const std::string& name : names) {
    const std::string one = wire::percent_encoded(name);
    if (groups.empty() || groups.back().size() + one.size() + joint.size() > longest_list)
      groups.push_back(one);
    else
      groups.back() += joint + one;
  }
  return groups;
}

}  // namespace crosswalk::xero
