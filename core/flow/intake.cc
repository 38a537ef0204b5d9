#include "flow/intake.h"

#include "base/log.h"

namespace crosswalk::flow {

IntakeReport Intake::sweep(const Stop& stop) {
  IntakeReport report;
  for (const auto& stream : pair_.source.streams()) {
    if (stop.stop_requested()) break;
    if (auto done = read(stream, report, stop); !done) {
      report.errors.push_back(done.error());
      if (done.error().kind != ErrorKind::stopped)
        log::warning("intake", pair_.settings.name + "/" + stream + ": " + done.error().text());
    }
  }
  return report;
}

Result<void> Intake::read(const std::string& stream, IntakeReport& report, const Stop& stop) {
  for (;;) {
    auto position = pair_.store.position(pair_.settings.name, stream);
    if (!position) return position.error();
    auto page = pair_.source.read({stream, *position}, stop);
    if (!page) return page.error();
    auto received = pair_.store.receive(pair_.settings.name, page->records, stream, page->next.position,
                                        pair_.clock.now());
    if (!received) return received.error();
    report.received.fresh += received->fresh;
    report.received.revised += received->revised;
    report.received.known += received->known;
    ++report.pages;
    if (page->caught_up) return {};
    if (page->next.position == *position)
      return fail(ErrorKind::internal, "the stream " + stream + " does not move on; its sweep was ended");
  }
}

}  // namespace crosswalk::flow
