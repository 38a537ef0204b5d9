#include "xero/pages.h"

#include "base/json_tree.h"
#include "wire/percent.h"
#include "xero/errors.h"

namespace crosswalk::xero {
namespace {

constexpr std::size_t longest_list = 2'000;  // characters of a list in an address
constexpr int page_size = 200;
constexpr int most_pages = 50;

}  // namespace

Result<void> read_pages(Connection& connection, const std::string& list, const std::string& filter,
                        bool paged, const std::function<void(const Json&)>& take, const Stop& stop) {
  for (int page = 1; page <= most_pages; ++page) {
    std::string path = "/api.xro/2.0/" + list + "?" + filter;
    if (paged) path += "&page=" + std::to_string(page) + "&pageSize=" + std::to_string(page_size);
    const auto body = connection.read(path, stop);
    if (!body) return body.error();
    const Json* elements = member(*body, list);
    if (elements == nullptr || !elements->is_array())
      return fail(ErrorKind::outside, "Xero's list of " + list + " cannot be read");
    for (const auto& element : *elements) take(element);
    const Json* pagination = member(*body, "pagination");
    const Json* pages = pagination == nullptr ? nullptr : member(*pagination, "pageCount");
    const bool last = pages != nullptr && pages->is_number_integer()
                          ? page >= pages->get<int>()
                          : elements->size() < std::size_t{page_size};
    if (!paged || last) return {};
  }
  return fail(ErrorKind::outside, "Xero's list of " + list + " does not end");
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
