// The commands of `handset`, one file each: what main.cpp has read from the command line goes in, the exit
// status comes out.
#pragma once

#include <string>
#include <vector>

#include "main/attempt.h"

namespace handset::program {

struct RunOptions {
  std::string data;
  std::string sip = "127.0.0.1:5060";
  std::string http = "127.0.0.1:8080";
  std::string sips;       // empty: none
  std::string https;      // empty: none
  std::string tls_ca;     // a file of authorities in PEM, trusted beside the system's; empty: none
  std::string advertise;  // a name or address by which others reach the phone; empty: the one it has
  std::string model = "SPA525G2";
  std::vector<std::string> set;           // TAG=VALUE or TAG=@FILE
  std::string profile;                    // a file with a flat profile; empty: none
  std::string record;                     // a file to make; empty: none
  std::vector<std::string> name_servers;  // HOST:PORT; none: the system's
  bool trace = false;
};
ExitStatus run(const RunOptions& options);

struct PushOptions {
  std::string uri;   // sip:USER@HOST:PORT
  std::string what;  // a URL, or a file that is sent as the document itself
  std::string user;  // empty: the one of the URI
  std::string password;
  std::string algorithm;  // empty: what the phone likes best
  bool tcp = false;
  bool trace = false;
};
ExitStatus push(const PushOptions& options);

struct LabOptions {
  std::string sip = "127.0.0.1:5070";
  std::string sips;         // empty: none
  std::string certificate;  // a file to put the certificate into; empty: none
  std::string http = "127.0.0.1:8081";
  std::vector<std::string> accounts;  // USER=PASSWORD or USER=@FILE; none: a few with fresh passwords
  std::string digest = "MD5";         // the algorithms that are offered, best first
  std::string dns;                    // empty: no name server
  std::vector<std::string> records;   // of it, "NAME [TTL] TYPE DATA"
};
ExitStatus lab(const LabOptions& options);

struct DemoOptions {
  std::string program = "handset";  // how it was called, for the lines to try
  std::string data;
  std::string record;  // a file to make; empty: none
  bool once = false;
};
ExitStatus demo(const DemoOptions& options);

struct XmlCheckOptions {
  std::string what;             // a URL, or a file
  std::string profile = "SPA";  // XML_Profile
  std::string model;            // the only display to show it on; empty: one of each size
  std::string png;              // a folder for pictures of the displays; empty: none are made
};
// Done: a strict phone takes the document.
ExitStatus check_xml(const XmlCheckOptions& options);

struct ReplayOptions {
  std::string file;      // of --record
  bool screens = false;  // print them
  bool trace = false;
};
ExitStatus replay(const ReplayOptions& options);

}  // namespace handset::program
