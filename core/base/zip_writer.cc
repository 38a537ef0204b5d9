#include "base/zip_writer.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

namespace crosswalk {
namespace {

struct Sink {
  std::string bytes;
  std::size_t largest = 0;
  bool full = false;
};

la_ssize_t take(archive* /*zip*/, void* data, const void* bytes, std::size_t size) {
  Sink& sink = *static_cast<Sink*>(data);
  sink.full = sink.full || size > sink.largest - sink.bytes.size();
  if (sink.full) return -1;
  sink.bytes.append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

Error refused(archive* zip, const std::string& name, const Sink& sink) {
  if (sink.full)
    return fail(ErrorKind::limit,
                name + " as a ZIP is larger than " + std::to_string(sink.largest) + " bytes");
  const char* why = archive_error_string(zip);
  return fail(ErrorKind::internal,
              "cannot make a ZIP of " + name + ": " + (why == nullptr ? "no reason is known" : why));
}

}  // namespace

Result<std::string> zip_of(const std::string& name, std::string_view bytes, std::size_t largest) {
  Sink sink{{}, largest, false};
  const std::unique_ptr<archive, int (*)(archive*)> zip(archive_write_new(), archive_write_free);
  const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(),
                                                                       archive_entry_free);
  archive_write_set_format_zip(zip.get());
  archive_write_set_bytes_in_last_block(zip.get(), 1);
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  archive_entry_set_mtime(entry.get(), 0, 0);
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
  const bool written =
      archive_write_open(zip.get(), &sink, nullptr, take, nullptr) == ARCHIVE_OK &&
      archive_write_header(zip.get(), entry.get()) == ARCHIVE_OK &&
      archive_write_data(zip.get(), bytes.data(), bytes.size()) == static_cast<la_ssize_t>(bytes.size()) &&
      archive_write_close(zip.get()) == ARCHIVE_OK;
  if (!written) return refused(zip.get(), name, sink);
  return std::move(sink.bytes);
}

}  // namespace crosswalk
