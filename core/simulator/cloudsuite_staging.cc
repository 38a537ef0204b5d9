#include "simulator/cloudsuite_staging.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "base/json_tree.h"
#include "simulator/cloudsuite_reply.h"

namespace crosswalk::simulator::cloudsuite_sim {
namespace {

constexpr std::string_view staging_class = "GLTransactionInterface";

// What one record asks for: the row as kept, and what the answer repeats under the caller's own keys.
struct Taken {
  Fields row;
  Json echo = Json::object();
};

Result<Taken> taken(const ClassRule& rule, const Json& fields, const CloudSuiteSwitches& switches) {
  Taken out;
  for (const auto& [key, value] : fields.items()) {
    const FieldRule* field = rule.field(key);
    if (field == nullptr) {
      if (switches.unknown_fields_refused)
        return fail(ErrorKind::invalid, "Field " + key + " is not defined on " + rule.name);
      continue;
    }
    auto text = value.get<std::string>();
    if (field->name == "System" && rule.name == staging_class && text.empty()) text = "GL";
    if (field->name == "RunGroup" && switches.run_groups_become_upper_case)
      std::transform(text.begin(), text.end(), text.begin(),
                     [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (!text.empty()) {
      auto kept = kept_value(*field, text);
      if (!kept) return kept.error();
      text = std::move(*kept);
      out.row[field->name] = text;
    }
    out.echo[key] = text;
  }
  return out;
}

bool all_text(const Json& fields) {
  return fields.is_object() &&
         std::all_of(fields.begin(), fields.end(), [](const Json& value) { return value.is_string(); });
}

// The sentence of the record's exception.
Result<Taken> create(CloudSuiteTenant& tenant, const ClassRule& rule, const Json& fields,
                     const CloudSuiteSwitches& switches) {
  auto made = taken(rule, fields, switches);
  if (!made) return made;
  for (const FieldRule& field : rule.fields)
    if (field.required && value_in(made->row, field.name).empty())
      return fail(ErrorKind::invalid, field.name + " is required");
  const std::string group = value_in(made->row, "FinanceEnterpriseGroup");
  if (!group.empty() && tenant.find("FinanceEnterpriseGroup", {{"FinanceEnterpriseGroup", group}}) == nullptr)
    return fail(ErrorKind::invalid, "FinanceEnterpriseGroup " + group + " does not exist");
  const std::string run_group = value_in(made->row, "RunGroup");
  if (switches.used_run_group_refused && tenant.interfaced.contains(run_group))
    return fail(ErrorKind::invalid, "Run Group " + run_group + " has already been interfaced");
  if (rule.field("Status") != nullptr) made->row.try_emplace("Status", "0");
  if (rule.name == staging_class) made->row.try_emplace("System", "GL");
  if (!tenant.put(rule.name, made->row)) return fail(ErrorKind::invalid, switches.duplicate_text);
  return made;
}

Json failed_element(const ClassRule& rule, const Json& fields, std::string_view message,
                    const CloudSuiteSwitches& switches) {
  Json exception = {{"message", message}};
  if (switches.exception_details) {
    exception["className"] = rule.name;
    exception["fieldName"] = "";
  }
  Json element = {{"exception", std::move(exception)}};
  if (switches.failed_elements_carry_fields) element["_fields"] = fields;
  return element;
}

wire::HttpReply not_text() {
  return call_failure(400, "400", "A JSON object whose values are strings is expected");
}

bool is_error_row(const Fields& row) {
  return !value_in(row, "ErrorMessage").empty();
}

Fields key_in(const ClassRule& rule, const Query& query) {
  Fields key;
  for (const auto& [name, value] : query.parameters())
    if (const FieldRule* field = rule.field(name)) key[field->name] = value;
  return key;
}

}  // namespace

wire::HttpReply create_batch(CloudSuiteTenant& tenant, const ClassRule& rule, const std::string& body,
                             const Query& query, const CloudSuiteSwitches& switches, BatchFate fate) {
  const auto parsed = parse_json(body, "the batch");
  if (!parsed || !parsed->is_object() || !parsed->contains("_records") || !(*parsed)["_records"].is_array())
    return call_failure(400, "400", "A JSON object with _records is expected");
  const Json& records = (*parsed)["_records"];
  if (switches.largest_batch > 0 && records.size() > switches.largest_batch)
    return call_failure(400, "400",
                        "A batch holds " + std::to_string(switches.largest_batch) + " records at most");
  for (const Json& record : records)
    if (!record.is_object() || !record.contains("_fields") || !all_text(record["_fields"])) return not_text();
  int most_failures = -1;
  const std::string asked = query.text("_maxFailures");
  std::from_chars(asked.data(), asked.data() + asked.size(), most_failures);

  Json out = Json::array();
  int failures = 0;
  bool ended = false;
  for (std::size_t i = 0; i < std::min(records.size(), fate.reached) && !ended; ++i) {
    const Json& fields = records[i]["_fields"];
    auto made = i == fate.refused
                    ? Result<Taken>(fail(ErrorKind::invalid, "Record is locked by another user"))
                    : create(tenant, rule, fields, switches);
    if (made) {
      out.push_back({{"_fields", std::move(made->echo)}, {"message", rule.created}});
    } else {
      out.push_back(failed_element(rule, fields, made.error().message, switches));
      ended = most_failures >= 0 && ++failures > most_failures;
    }
  }
  if (switches.batch_answers_reversed) std::reverse(out.begin(), out.end());
  out.push_back({{"batchStatus", ended ? "1" : "0"}});
  return json_reply(200, out);
}

wire::HttpReply create_one(CloudSuiteTenant& tenant, const ClassRule& rule, const std::string& body,
                           const CloudSuiteSwitches& switches) {
  const auto fields = parse_json(body, "the record");
  if (!fields || !all_text(*fields)) return not_text();
  auto made = create(tenant, rule, *fields, switches);
  if (!made) return call_failure(400, "400", made.error().message);
  return json_reply(200, {{"message", rule.created}, {"_fields", std::move(made->echo)}});
}

wire::HttpReply update_one(CloudSuiteTenant& tenant, const ClassRule& rule, const std::string& body,
                           bool errors, const CloudSuiteSwitches& switches) {
  const auto fields = parse_json(body, "the record");
  if (!fields || !all_text(*fields)) return not_text();
  auto change = taken(rule, *fields, switches);
  if (!change) return call_failure(400, "400", change.error().message);
  Fields* row = tenant.find(rule.name, change->row);
  if (row == nullptr || is_error_row(*row) != errors)
    return call_failure(400, "400", "Record does not exist for this action");
  for (const auto& [field, value] : change->row) (*row)[field] = value;
  return json_reply(200, {{"message", rule.name + " updated"}, {"_fields", std::move(change->echo)}});
}

wire::HttpReply delete_one(CloudSuiteTenant& tenant, const ClassRule& rule, const Query& query, bool errors) {
  const Fields key = key_in(rule, query);
  const Fields* row = tenant.find(rule.name, key);
  if (row == nullptr || is_error_row(*row) != errors)
    return call_failure(400, "400", "Record does not exist for this action");
  tenant.erase(rule.name, key);
  return json_reply(200, {{"message", rule.name + " deleted"}});
}

wire::HttpReply find_one(const CloudSuiteTenant& tenant, const ClassRule& rule, const Query& query) {
  const Fields* row = tenant.find(rule.name, key_in(rule, query));
  if (row == nullptr) return json_reply(200, {{"exception", {{"message", "Record does not exist"}}}});
  Json fields = Json::object();
  for (const auto& [field, value] : *row) fields[field] = value;
  return json_reply(200, {{"_fields", std::move(fields)}});
}

}  // namespace crosswalk::simulator::cloudsuite_sim
