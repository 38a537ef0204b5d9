#include "walmart/report_reader.h"

#include <algorithm>
#include <charconv>

#include "base/json_tree.h"
#include "base/log.h"
#include "walmart/recon_survey.h"
#include "walmart/report_zip.h"

namespace crosswalk::walmart {
namespace {

constexpr int page_rows = 1000;  // walmart.md §4.1: the most that Walmart gives

// "02062026"
std::string name_of(Date date) {
  const std::string plain = date.text();
  return plain.substr(5, 2) + plain.substr(8, 2) + plain.substr(0, 4);
}

std::optional<Date> date_named(std::string_view name) {
  if (name.size() != 8) return std::nullopt;
  auto date = Date::parse(std::string(name.substr(4)) + "-" + std::string(name.substr(0, 2)) + "-" +
                          std::string(name.substr(2, 2)));
  return date ? std::optional(*date) : std::nullopt;
}

// Walmart's answer to a date that it has no report of (the code is not confirmed).
bool says_no_report(const wire::HttpReply& reply) {
  const ErrorBody body = read_error_body(reply.body);
  return (reply.status == 404 && body.has("CONTENT_NOT_FOUND")) ||
         (reply.status == 400 && body.has("INVALID_REPORT_DATE"));
}

// The report itself cannot be had as a ZIP, though Walmart answers.
struct NoZip {
  std::string why;
};

std::optional<NoZip> why_no_zip(const Answer& answer) {
  if (answer.kind != Answer::Kind::replied) return std::nullopt;
  const wire::HttpReply& reply = answer.reply;
  if (reply.status == 200 && looks_like_zip(reply.body)) return std::nullopt;
  if (reply.status != 200 && reply.status != 406) return std::nullopt;
  return NoZip{"Walmart answered " + std::to_string(reply.status) + " " + read_error_body(reply.body).text() +
               " where a ZIP was expected"};
}

}  // namespace

Result<std::vector<Date>> ReportReader::dates(const Stop& stop) {
  const auto reply = connection_.fetch(Connection::report_list(),
                                       "/v3/report/reconreport/availableReconFiles?reportVersion=v1", stop);
  if (!reply) return reply.error();
  std::vector<Date> dates;
  if (reply->status == 404) return dates;  // none until the first period closes
  const auto json = parse_json(reply->body, "Walmart's list of settlement reports");
  if (!json) return fail(ErrorKind::outside, json.error().message);
  const auto names = json->is_object() ? json->find("availableApReportDates") : json->end();
  if (names == json->end() || !(names->is_array() || names->is_null()))
    return fail(ErrorKind::outside, "Walmart's list of settlement reports holds no availableApReportDates: " +
                                        read_error_body(reply->body).text());
  for (const auto& name : *names) {
    const auto date = name.is_string() ? date_named(name.get<std::string>()) : std::nullopt;
    if (date)
      dates.push_back(*date);
    else
      log::warning("walmart", "the list of settlement reports holds " + to_text(name) + ", which is no date");
  }
  std::sort(dates.begin(), dates.end());
  dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
  return dates;
}

Result<std::optional<ReportText>> ReportReader::report(Date date, const Stop& stop) {
  auto found = zipped(date, stop);
  // Only what is wrong with the report's own bytes may be right in its other form.
  if (found || found.error().kind != ErrorKind::invalid) return found;
  log::warning("walmart",
               "settlement " + date.text() + ": " + found.error().text() + "; its JSON is read instead");
  auto pages = paged(date, stop);
  if (pages) return std::optional(std::move(*pages));
  if (pages.error().kind == ErrorKind::stopped) return pages.error();
  return fail(ErrorKind::outside, "settlement " + date.text() + " cannot be read: " + found.error().text() +
                                      "; and its JSON neither: " + pages.error().text());
}

Result<std::optional<ReportText>> ReportReader::zipped(Date date, const Stop& stop) {
  const Endpoint endpoint = Connection::report_file();
  Answer answer = connection_.read(
      endpoint, "/v3/report/reconreport/reconFile?reportDate=" + name_of(date) + "&reportVersion=v1", stop);
  if (answer.kind == Answer::Kind::replied && says_no_report(answer.reply))
    return std::optional<ReportText>();
  if (const auto no_zip = why_no_zip(answer)) return fail(ErrorKind::invalid, no_zip->why);
  auto reply = connection_.checked(endpoint, std::move(answer));
  if (!reply) return reply.error();
  const auto usual = Currency::parse(connection_.market().currency);
  if (!usual) return usual.error();
  auto survey = survey_recon(reply->body, *usual);
  if (!survey) {
    // A sound archive with rows that cannot be read is received as it is: it becomes a dead letter that
    // names the row.
    const auto sound = unzip(reply->body, [](std::string_view /*piece*/) { return Result<void>(); });
    if (!sound) return fail(ErrorKind::invalid, sound.error().message);
    return std::optional(ReportText{std::move(reply->body), ""});
  }
  return std::optional(ReportText{std::move(reply->body), std::move(survey->digest)});
}

Result<ReportText> ReportReader::paged(Date date, const Stop& stop) {
  ReportText text;
  for (std::int64_t offset = 0; offset != -1;) {
    const auto reply = connection_.fetch(Connection::report_page(),
                                         "/v3/report/reconreport/reconFileJson?reportDate=" + name_of(date) +
                                             "&offset=" + std::to_string(offset) +
                                             "&noOfRecords=" + std::to_string(page_rows),
                                         stop);
    if (!reply) return reply.error();
    const auto json = parse_json(reply->body, "a page of the settlement report");
    const auto next = json ? decimal_in(*json, "nextOffset") : Result<Decimal>(json.error());
    if (!next)
      return fail(ErrorKind::outside, "a page of it does not say where the next one begins (nextOffset): " +
                                          read_error_body(reply->body).text());
    // Offsets count bytes and are handed back as they came; one that does not grow would be read for ever.
    const std::int64_t at = next->units() / Decimal::one;
    if (at != -1 && at <= offset)
      return fail(ErrorKind::outside, "its pages go in a circle at offset " + std::to_string(offset));
    text.body.append(reply->body).append(1, '\n');
    if (text.body.size() > limits::max_report_bytes)
      return fail(ErrorKind::limit, "its pages are longer than a report may be");
    offset = at;
  }
  const auto usual = Currency::parse(connection_.market().currency);
  if (!usual) return usual.error();
  auto survey = survey_recon(text.body, *usual);
  if (!survey) return survey.error();
  text.digest = std::move(survey->digest);
  return text;
}

}  // namespace crosswalk::walmart
