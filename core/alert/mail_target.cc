#include "alert/mail_target.h"

#include <algorithm>
#include <array>

#include "base/crypto.h"

namespace crosswalk::alert {
namespace {

constexpr std::size_t base64_line = 76;   // RFC 2045 §6.8
constexpr std::size_t encoded_word = 45;  // bytes of text in one encoded word of at most 75 (RFC 2047 §2)

bool plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// Encoded words, cut between whole characters.
std::string encoded(std::string_view text) {
  if (plain(text)) return std::string(text);
  std::string out;
  while (!text.empty()) {
    std::size_t size = std::min(encoded_word, text.size());
    while (size > 1 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
      --size;
    out += (out.empty() ? "" : "\r\n ") + ("=?utf-8?B?" + base64(text.substr(0, size)) + "?=");
    text.remove_prefix(size);
  }
  return out;
}

// "Tue, 10 Feb 2026 12:00:00 +0000".
std::string date_of(Instant now) {
  static constexpr std::array<const char*, 7> days = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  static constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Date date = TimeZone::utc().date_of(now);
  // 1970-01-01 was a Thursday.
  const auto weekday = static_cast<std::size_t>(((date.days() % 7) + 7) % 7);
  return std::string(days.at(weekday)) + ", " + std::to_string(date.day()) + " " +
         months.at(date.month() - 1) + " " + std::to_string(date.year()) + " " +
         now.text_seconds().substr(11, 8) + " +0000";
}

}  // namespace

std::string mail_text(const MailSettings& settings, const Message& message, Instant now,
                      std::string_view message_id) {
  std::string recipients;
  for (const auto& address : settings.recipients)
    recipients += (recipients.empty() ? "" : ",\r\n ") + address;
  std::string text = "Date: " + date_of(now) + "\r\nFrom: Crosswalk <" + settings.from +
                     ">\r\nTo: " + recipients + "\r\nSubject: " + encoded(message.subject) +
                     "\r\nMessage-ID: <" + std::string(message_id) + "@" +
                     settings.from.substr(settings.from.find('@') + 1) +
                     ">\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                     "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n";
  std::string body;
  for (const char c : message.text) body += c == '\n' ? "\r\n" : std::string(1, c);
  const std::string lines = base64(body);
  for (std::size_t at = 0; at < lines.size(); at += base64_line)
    text += lines.substr(at, base64_line) + "\r\n";
  return text;
}

Result<void> MailTarget::send(const Message& message, const Stop& stop) {
  return wire::send_mail(
      settings_.server,
      {settings_.from, settings_.recipients, mail_text(settings_, message, clock_.now(), random_uuid())},
      stop);
}

}  // namespace crosswalk::alert
