#include "walmart/report_zip.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <string>
#include <vector>

#include "base/limits.h"

namespace crosswalk::walmart {
namespace {

constexpr std::size_t piece_bytes = std::size_t{64} << 10;

struct Closing {
  void operator()(archive* reader) const { archive_read_free(reader); }
};

Error broken(archive* reader, const char* what) {
  const char* why = archive_error_string(reader);
  return fail(ErrorKind::invalid, std::string("the ZIP ") + what + (why == nullptr ? "" : ": ") +
                                      (why == nullptr ? "" : why) + "; fetch the report again");
}

}  // namespace

bool looks_like_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04");
}

Result<void> unzip(std::string_view archive_bytes, const PieceSink& piece) {
  const std::unique_ptr<archive, Closing> reader(archive_read_new());
  archive_read_support_format_zip(reader.get());
  if (archive_read_open_memory(reader.get(), archive_bytes.data(), archive_bytes.size()) != ARCHIVE_OK)
    return broken(reader.get(), "cannot be opened");
  std::vector<char> buffer(piece_bytes);
  bool any = false;
  std::size_t total = 0;
  for (;;) {
    archive_entry* entry = nullptr;
    const int next = archive_read_next_header(reader.get(), &entry);
    if (next == ARCHIVE_EOF) break;
    if (next != ARCHIVE_OK) return broken(reader.get(), "is broken");
    if (archive_entry_filetype(entry) == AE_IFDIR) continue;
    if (any) return fail(ErrorKind::invalid, "the ZIP holds more than the one file of a report");
    any = true;
    for (;;) {
      const auto count = archive_read_data(reader.get(), buffer.data(), buffer.size());
      if (count == 0) break;
      if (count < 0) return broken(reader.get(), "is broken");
      total += static_cast<std::size_t>(count);
      if (total > limits::max_report_text)
        return fail(ErrorKind::limit, "the ZIP unpacks to more than a report can hold");
      if (auto done = piece({buffer.data(), static_cast<std::size_t>(count)}); !done) return done;
    }
  }
  if (!any) return fail(ErrorKind::invalid, "the ZIP holds no file");
  return {};
}

}  // namespace crosswalk::walmart
