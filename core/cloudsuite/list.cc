#include "cloudsuite/list.h"

#include "base/json_tree.h"
#include "cloudsuite/query.h"
#include "wire/percent.h"

namespace crosswalk::cloudsuite {
namespace {

constexpr int most_pages = 2'000;

std::string first_path(const ListQuery& query) {
  std::string path = "/classes/" + query.business_class + "/lists/_generic?_fields=";
  for (std::size_t i = 0; i < query.fields.size(); ++i)
    path += (i == 0 ? "" : ",") + wire::percent_encoded(query.fields[i]);
  path += "&_limit=" + std::to_string(query.limit);
  if (!query.filter.empty()) path += "&_lplFilter=" + wire::percent_encoded(query.filter);
  if (!query.index.empty()) path += "&_setName=" + wire::percent_encoded(query.index);
  return path + "&_pageNav=true&_links=true&_out=JSON";
}

// "../lists/_generic?…" as it stands in a link.
Result<std::string> path_of(const ListQuery& query, const std::string& href) {
  const auto at = href.find("lists/");
  if (at == std::string::npos)
    return fail(ErrorKind::outside,
                "Infor's list of " + query.business_class + " names a next page that is no list");
  return "/classes/" + query.business_class + "/" + href.substr(at);
}

}  // namespace

Result<std::vector<Fields>> read_list(Connection& connection, const ListQuery& query, const Stop& stop) {
  const std::string what = "the list of " + query.business_class;
  std::vector<Fields> rows;
  std::string path = first_path(query);
  for (int read = 0; read < most_pages; ++read) {
    const auto body = connection.read(path, stop, query.may_lack);
    if (!body) return body.error();
    auto page = page_in(*body, what);
    if (!page) {
      const bool refused = query.may_lack && !words_in(to_text(*body)).empty();
      return fail(refused ? ErrorKind::not_found : page.error().kind, page.error().message);
    }
    const std::size_t count = page->rows.size();
    for (Fields& row : page->rows) rows.push_back(std::move(row));
    // A next page may be named where there is none, and a page may be shorter than was asked for: where one
    // is named, only an empty page ends the list.
    const bool full = count >= static_cast<std::size_t>(query.limit);
    if (count == 0 || (page->next.empty() && !full)) return rows;
    if (page->next.empty())
      return fail(ErrorKind::outside, "Infor's " + what + " is longer than " + std::to_string(rows.size()) +
                                          " rows and names no next page");
    auto next = path_of(query, page->next);
    if (!next) return next.error();
    if (*next == path)
      return fail(ErrorKind::outside, "Infor's " + what + " names the same page as its next one");
    path = std::move(*next);
  }
  return fail(ErrorKind::outside, "Infor's " + what + " does not end");
}

}  // namespace crosswalk::cloudsuite
