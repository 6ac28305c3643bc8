#include "lab/document_check.h"

#include "xml/object.h"

namespace handset::lab {

DocumentFindings check_document(std::string_view content_type, std::string_view body, xml::Profile profile) {
  DocumentFindings findings;
  const auto friendly = xml::parse_content(content_type, body, {xml::Mode::Friendly, profile});
  const auto strict = xml::parse_content(content_type, body, {xml::Mode::Strict, profile});
  findings.friendly_takes_it = friendly.has_value();
  findings.strict_takes_it = strict.has_value();
  if (!friendly) {
    findings.remarks.push_back(friendly.error().log_words());
    findings.verdict = "Every phone of the profile " + std::string(xml::profile_name(profile)) +
                       " refuses it (" + std::string(friendly.error().prompt_words()) + ").";
    return findings;
  }
  for (const auto& note : friendly->notes) findings.remarks.push_back(note.log_words());
  if (!strict) {
    if (findings.remarks.empty()) findings.remarks.push_back(strict.error().log_words());
    findings.verdict = "A strict phone refuses it (" + std::string(strict.error().prompt_words()) +
                       "); a friendly one makes the best of it.";
  } else if (findings.remarks.empty()) {
    findings.verdict = "A strict phone takes it as it is.";
  } else {
    findings.verdict = "A strict phone takes it, but does not do all of it.";
  }
  return findings;
}

}  // namespace handset::lab
