#include "unit/phone/torture_messages.h"

namespace handset::phone {
namespace {

// A request to line 1 in which everything is in order, for one thing in it to be made wrong.
class Sound {
 public:
  explicit Sound(std::string method) : method_(std::move(method)), cseq_("7 " + method_) {}

  Sound& request_line(std::string_view line) { return set(request_line_, line); }
  Sound& from(std::string_view value) { return set(from_, value); }
  Sound& to(std::string_view value) { return set(to_, value); }
  Sound& via(std::string_view value) { return set(via_, value); }
  Sound& cseq(std::string_view value) { return set(cseq_, value); }
  Sound& hops(std::string_view value) { return set(hops_, value); }
  Sound& length(std::string_view value) { return set(length_, value); }
  Sound& more(std::string_view lines) { return set(more_, lines); }
  Sound& body(std::string_view text) { return set(body_, text); }

  [[nodiscard]] std::string text() const {
    const std::string first = request_line_.empty() ? method_ + " sip:101@192.0.2.10 SIP/2.0" : request_line_;
    return torture_text(first + "\nVia: " + via_ + "\nMax-Forwards: " + hops_ + "\nFrom: " + from_ +
                            "\nTo: " + to_ + "\nCall-ID: invalid@192.0.2.20\nCSeq: " + cseq_ + "\n" + more_ +
                            "Content-Length: " + length_ + "\n",
                        body_);
  }

 private:
  Sound& set(std::string& part, std::string_view value) {
    part.assign(value);
    return *this;
  }

  std::string method_;
  std::string request_line_;
  std::string from_ = "<sip:caller@example.com>;tag=98asjd8";
  std::string to_ = "<sip:101@192.0.2.10>";
  std::string via_ = "SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-invalid";
  std::string cseq_;
  std::string hops_ = "70";
  std::string length_ = "{length}";
  std::string more_;
  std::string body_;
};

TortureMessage body_too_short() {
  TortureMessage out{"3.1.2.2", "clerr", Sound("INVITE").length("9999").body("v=0\r\n").text(), {400}};
  out.on_streams = false;  // there the rest may still come
  return out;
}

TortureMessage negative_length() {
  TortureMessage out{"3.1.2.3", "ncl", Sound("INVITE").length("-999").body("v=0\r\n").text(), {400}};
  out.closes_stream = true;
  return out;
}

TortureMessage numbers_out_of_range() {
  return {"3.1.2.4",
          "scalar02",
          Sound("REGISTER")
              .cseq("36893488147419103232 REGISTER")
              .more("Expires: 10000000000000000000000\n"
                    "Contact: <sip:101@host129.example.com>;expires=280297596632815\n")
              .text(),
          {400}};
}

// Each number of that section for itself.
TortureMessage one_number(std::string_view what, const Sound& request) {
  return {"3.1.2.4", "scalar02, " + std::string(what) + " alone", request.text(), {400}};
}

TortureMessage broken_response(std::string section, std::string name, std::string status_line,
                               std::string cseq) {
  return {std::move(section),
          std::move(name),
          Sound("OPTIONS")
              .request_line(status_line)
              .via("SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK-answered")
              .cseq(cseq)
              .more("Warning: 1812 overture \"In Progress\"\nRetry-After: 949302838503028349304023988\n")
              .text(),
          {}};
}

}  // namespace

std::vector<TortureMessage> invalid_messages() {
  const auto line = [](std::string_view text) { return Sound("OPTIONS").request_line(text).text(); };
  return {
      {"3.1.2.1",
       "badinv01",
       Sound("INVITE")
           .via("SIP/2.0/UDP 192.0.2.20:5090;;,;,,")
           .more("Contact: \"Joe\" <sip:joe@example.org>;;;;\n")
           .text(),
       {400}},
      {"3.1.2.1",
       "badinv01, the Contact alone",
       Sound("INVITE").more("Contact: \"\" <> ;,\"Joe\" <sip:joe@example.org>;;,,;;\n").text(),
       {400}},
      body_too_short(),
      negative_length(),
      numbers_out_of_range(),
      one_number("CSeq", Sound("OPTIONS").cseq("4294967296 OPTIONS")),
      one_number("Max-Forwards", Sound("OPTIONS").hops("300")),
      one_number("Expires", Sound("OPTIONS").more("Expires: 10000000000000000000000\n")),
      broken_response("3.1.2.5", "scalarlg", "SIP/2.0 503 Service Unavailable",
                      "9292394834772304023312 OPTIONS"),
      {"3.1.2.6", "quotbal", Sound("INVITE").to("\"Line One <sip:101@192.0.2.10>").text(), {400, 480}},
      {"3.1.2.7", "ltgtruri", line("OPTIONS <sip:101@192.0.2.10> SIP/2.0"), {400, 480}},
      {"3.1.2.8", "lwsruri", line("OPTIONS sip:101@192.0.2.10; lr SIP/2.0"), {400, 480}},
      {"3.1.2.9", "lwsstart", line("OPTIONS  sip:101@192.0.2.10  SIP/2.0"), {400, 480}},
      {"3.1.2.10", "trws", line("OPTIONS sip:101@192.0.2.10 SIP/2.0  "), {400, 480}},
      {"3.1.2.11",
       "escruri",
       line("OPTIONS sip:101@192.0.2.10?Route=%3Csip:example.com%3E SIP/2.0"),
       {400, 480},
       {},
       {"example.com%3E"}},
      {"3.1.2.12",
       "baddate",
       Sound("INVITE").more("Date: Fri, 01 Jan 2010 16:00:00 EST\n").text(),
       {400, 480}},
      {"3.1.2.13",
       "regbadct",
       Sound("REGISTER").more("Contact: sip:101@example.com?Route=%3Csip:sip.example.com%3E\n").text(),
       {400, 405}},
      {"3.1.2.14",
       "badaspec",
       Sound("OPTIONS").to("\"Watson, T.\" < sip:101@192.0.2.10 >").text(),
       {400, 480}},
      {"3.1.2.15",
       "baddn",
       Sound("OPTIONS").from("Bell, A. <sip:bell@example.com>;tag=43").text(),
       {400, 480}},
      {"3.1.2.16", "badvers", line("OPTIONS sip:101@192.0.2.10 SIP/7.0"), {505}},
      {"3.1.2.17", "mismatch01", Sound("OPTIONS").cseq("8 INVITE").text(), {400}},
      {"3.1.2.18", "mismatch02", Sound("NEWMETHOD").cseq("8 INVITE").text(), {400, 501}},
      broken_response("3.1.2.19", "bigcode", "SIP/2.0 4294967301 better not break the receiver", "8 OPTIONS"),
  };
}

}  // namespace handset::phone
