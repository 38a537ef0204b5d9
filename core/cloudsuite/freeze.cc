#include "cloudsuite/freeze.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/json_tree.h"
#include "cloudsuite/gl_row.h"

namespace crosswalk::cloudsuite {
namespace {

constexpr std::size_t name_digits = 24;

char capital(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

std::string run_group_of(const Settings& settings, std::string_view attempt_id) {
  std::string name =
      settings.system + "_" + sha256(settings.pair + "\n" + std::string(attempt_id)).substr(0, name_digits);
  std::transform(name.begin(), name.end(), name.begin(), capital);
  return name;
}

std::size_t fits(std::span<const Document> documents) {
  std::size_t rows = 0;
  std::size_t count = 0;
  for (const Document& document : documents) {
    rows += row_count(document.content);
    if (count > 0 && rows > batch_rows) break;
    ++count;
  }
  return std::max<std::size_t>(count, 1);
}

Result<FrozenRequest> freeze(const Settings& settings, std::string_view attempt_id,
                             std::span<const Document> documents) {
  if (documents.empty()) return fail(ErrorKind::internal, "a run group needs at least one document");
  const std::string run_group = run_group_of(settings, attempt_id);
  Json records = Json::array();
  for (const Document& document : documents) {
    if (document.kind != DocumentKind::gl_run_group || document.operation != Operation::create)
      return fail(ErrorKind::internal, "CloudSuite takes no " + std::string(name_of(document.operation)) +
                                           " of a " + std::string(name_of(document.kind)) +
                                           " from this version");
    const auto content = parse_json(document.content, "the content of " + document.key);
    if (!content) return content.error();
    const auto rows = content->find("Rows");
    if (rows == content->end() || !rows->is_array() || rows->empty())
      return fail(ErrorKind::internal, "the content of " + document.key + " holds no rows");
    for (const Json& row : *rows) {
      Json fields = row;
      fields.erase(std::string(customer_field));
      fields["FinanceEnterpriseGroup"] = settings.enterprise_group;
      fields["GLTransactionInterface.RunGroup"] = run_group;
      fields["GLTransactionInterface.SequenceNumber"] = std::to_string(records.size() + 1);
      fields["Status"] = "0";
      fields["System"] = settings.system;
      records.push_back({{"message", "BatchImport"}, {"_fields", std::move(fields)}});
    }
  }
  FrozenRequest request;
  request.method = "POST";
  request.path =
      "/classes/GLTransactionInterface/actions/" + settings.create_action + "/batch?_maxFailures=-1";
  request.headers = {{"Content-Type", "application/json"}};
  request.body = to_text({{"_records", std::move(records)}});
  return request;
}

}  // namespace crosswalk::cloudsuite
