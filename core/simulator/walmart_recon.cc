#include "simulator/walmart_recon.h"

#include <algorithm>
#include <charconv>

#include "simulator/walmart_errors.h"
#include "simulator/walmart_json_out.h"
#include "simulator/world_calendar.h"

namespace crosswalk::simulator {
namespace {

constexpr std::int64_t largest_page = 1000;  // walmart.md §4.1: noOfRecords

std::string compact(Date date) {
  const auto two = [](unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return two(date.month()) + two(date.day()) + std::to_string(date.year());
}

// "07012018"; nothing when it is no such date.
std::optional<Date> date_of(std::string_view text) {
  if (text.size() != 8) return std::nullopt;
  const auto date = Date::parse(std::string(text.substr(4)) + "-" + std::string(text.substr(0, 2)) + "-" +
                                std::string(text.substr(2, 2)));
  if (!date) return std::nullopt;
  return *date;
}

std::string value_of(const QueryParameters& parameters, std::string_view name) {
  for (const auto& [key, value] : parameters)
    if (key == name) return value;
  return {};
}

std::optional<std::int64_t> number_in(const QueryParameters& parameters, std::string_view name) {
  const std::string text = value_of(parameters, name);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || number < 0)
    return std::nullopt;
  return number;
}

// Codes of reports name no subsystem that a source confirms.
wire::HttpReply refused_report(const wire::HttpRequest& request, int status, std::string code,
                               std::string field, std::string text) {
  return error_reply(request, status, WalmartEnvelope::order_api,
                     {{std::move(code), std::move(field), text, text, "ERROR", "DATA"}});
}

wire::HttpReply no_report(const wire::HttpRequest& request) {
  return refused_report(request, 400, "INVALID_REPORT_DATE", "reportDate",
                        "There is no report of that reportDate");
}

void write_object(JsonOut& json, const std::vector<std::string_view>& names,
                  const std::vector<std::string>& cells) {
  json.open('{');
  for (std::size_t i = 0; i < cells.size(); ++i)
    if (!cells[i].empty()) json.text(names[i], cells[i]);
  json.close('}');
}

}  // namespace

std::optional<wire::HttpReply> WalmartRecon::answer(const wire::HttpRequest& request, std::string_view path,
                                                    std::string_view query, Instant now) {
  constexpr std::string_view reports = "/v3/report/";
  if (!path.starts_with(reports)) return std::nullopt;
  path.remove_prefix(reports.size());
  const QueryParameters parameters = parameters_of(query);
  const bool known = path == "reconreport/availableReconFiles" || path == "reconreport/reconFile" ||
                     path == "reconreport/reconFileJson" || path == "payment/statement" ||
                     path == "payment/performance";
  if (!known) return std::nullopt;
  if (request.method != "GET")
    return error_reply(
        request, 405, WalmartEnvelope::gateway,
        {{"METHOD_NOT_ALLOWED.GMP_GATEWAY_API", "", "Method not allowed", "", "ERROR", "DATA"}});
  // An account that never settles has no balance to tell of.
  if (path == "payment/statement" && !book_.world().terms())
    return error_reply(request, 404, WalmartEnvelope::order_api,
                       {{"CONTENT_NOT_FOUND", "", "No statement", "No statement", "INFO", "DATA"}});
  if (path == "payment/statement")
    return json_reply(200, payment_statement(book_.view(), now, switches.statement));
  if (path == "payment/performance") return json_reply(200, payment_performance(book_.view(), now));
  if (path == "reconreport/availableReconFiles") return list(request, parameters, now);
  return path == "reconreport/reconFile" ? file(request, parameters, now)
                                         : json_page(request, parameters, now);
}

void WalmartRecon::add_large_report(Date report_date, std::uint64_t seed, std::int64_t rows) {
  large_[report_date] = large_report(seed, rows, report_date.plus_days(-17), report_date.plus_days(-4));
}

std::vector<Date> WalmartRecon::available(Instant now) const {
  std::vector<Date> dates;
  const Date today = walmart_day(now);
  if (book_.world().terms())
    for (int i = 0; i < closed_periods(*book_.world().terms(), now); ++i)
      dates.push_back(period(*book_.world().terms(), i).report_date);
  for (const auto& large : large_) dates.push_back(large.first);
  std::erase_if(dates, [&](Date date) { return date > today || switches.missing.count(date) > 0; });
  return dates;
}

const std::vector<Settlement>& WalmartRecon::closed(Instant now) const {
  const World& world = book_.world();
  const int count = world.terms() ? closed_periods(*world.terms(), now) : 0;
  if (reckoned_.closed != count || reckoned_.revision != book_.revision())
    reckoned_ = {book_.revision(), count, settlements(book_.view(), now)};
  return reckoned_.settlements;
}

bool WalmartRecon::with_report(Date date, Instant now,
                               const std::function<void(const ReconReport&)>& use) const {
  const std::vector<Date> dates = available(now);
  if (std::find(dates.begin(), dates.end(), date) == dates.end()) return false;
  const auto large = large_.find(date);
  if (large != large_.end()) {
    use(large->second);
    return true;
  }
  const std::vector<Settlement>& all = closed(now);
  const auto found = std::find_if(
      all.begin(), all.end(), [&](const Settlement& settlement) { return settlement.report_date == date; });
  if (found == all.end()) return false;
  use(report_of(*found));
  return true;
}

wire::HttpReply WalmartRecon::list(const wire::HttpRequest& request, const QueryParameters& parameters,
                                   Instant now) {
  const std::string version = value_of(parameters, "reportVersion");
  if (!version.empty() && version != "v1")
    return refused_report(request, 404, "INVALID_REPORT_VERSION", "reportVersion", "Invalid report version");
  std::vector<std::string> names;
  for (const Date date : available(now)) names.push_back(compact(date));
  std::sort(names.begin(), names.end());  // as text: the month comes first
  std::string body;
  JsonOut json(body);
  json.open('{');
  json.open('[', "availableApReportDates");
  for (const std::string& name : names) json.text({}, name);
  json.close(']');
  json.close('}');
  return json_reply(200, std::move(body));
}

wire::HttpReply WalmartRecon::file(const wire::HttpRequest& request, const QueryParameters& parameters,
                                   Instant now) {
  // The older form, which is asked for without a version, does not add up to the deposit (walmart.md §4.2):
  // nobody may read it, so that it is not there, as an unknown version is not.
  if (value_of(parameters, "reportVersion") != "v1")
    return refused_report(request, 404, "INVALID_REPORT_VERSION", "reportVersion", "Invalid report version");
  const auto date = date_of(value_of(parameters, "reportDate"));
  if (!date)
    return refused_report(request, 400, "INVALID_REPORT_DATE", "reportDate", "reportDate must be MMDDYYYY");
  if (switches.error_body_200)
    return refused_report(request, 200, "SYSTEM_ERROR", "", "The report could not be produced");
  std::optional<Result<std::string>> zip;
  if (!with_report(*date, now, [&](const ReconReport& report) { zip = recon_zip(report, switches.style); }))
    return no_report(request);
  if (!*zip) return system_error_reply(500);
  std::string bytes = **zip;
  if (switches.corrupt_zip)
    for (std::size_t i = bytes.size() / 3; i < bytes.size() / 2; ++i)
      bytes[i] = static_cast<char>(bytes[i] ^ 0x5A);
  std::string when = now.text();
  when.pop_back();
  return {200,
          {{"Content-Type", "application/octet-stream"},
           {"Content-Disposition", "attachment; filename=10000000354_" + when + "+0000.zip"}},
          std::move(bytes)};
}

wire::HttpReply WalmartRecon::json_page(const wire::HttpRequest& request, const QueryParameters& parameters,
                                        Instant now) {
  const auto date = date_of(value_of(parameters, "reportDate"));
  const auto offset = number_in(parameters, "offset");
  const auto most = number_in(parameters, "noOfRecords");
  if (!date)
    return refused_report(request, 400, "INVALID_REPORT_DATE", "reportDate", "reportDate must be MMDDYYYY");
  if (!offset)
    return refused_report(request, 400, "INVALID_OFFSET", "offset", "offset is required, a number");
  if (!most || *most < 1 || *most > largest_page)
    return refused_report(request, 400, "INVALID_NO_OF_RECORDS", "noOfRecords",
                          "noOfRecords must be between 1 and 1000");
  ReconStyle style = switches.style;
  style.literal_period_quotes = true;  // as in every sample
  const auto names = recon_columns(style);
  std::int64_t at = 0;  // the place of a row, in bytes of rows before it
  std::int64_t next = -1;
  std::int64_t shown = 0;
  bool begun = false;
  std::string rows;
  std::string count;
  const bool found = with_report(*date, now, [&](const ReconReport& report) {
    count = count_line(report, style);
    if (*offset == 0) {
      JsonOut json(rows);
      write_object(json, names, summary_cells(report, style));
    }
    report.each([&](const SettlementRow& row) {
      const std::vector<std::string> cells = row_cells(row, style);
      begun = begun || at == *offset;
      if (begun && shown == *most && next < 0) next = at;
      if (begun && shown < *most) {
        if (!rows.empty()) rows += ',';
        JsonOut json(rows);
        write_object(json, names, cells);
        ++shown;
      }
      at += static_cast<std::int64_t>(csv_line(cells).size());
    });
  });
  if (!found) return no_report(request);
  if (*offset != 0 && (!begun || switches.only_first_json_page))
    return refused_report(request, 400, "INVALID_OFFSET", "offset",
                          "The offset is not one that was given out");
  std::string body;
  JsonOut json(body);
  json.open('{');
  json.raw("reportData", "[" + rows + "]");
  json.number("nextOffset", next);
  json.number("totalRecords", shown);
  json.text("description", count + std::string(13, ' '));
  json.close('}');
  return json_reply(200, std::move(body));
}

}  // namespace crosswalk::simulator
