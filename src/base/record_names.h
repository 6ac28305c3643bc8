// The names of a record's entries and what their fields are; recorder and replay agree by this file.
// docs/replay.md explains them to people.
#pragma once

#include <cstdint>
#include <string_view>

namespace handset::record_names {

// Of the format. A reader takes this one alone.
inline constexpr std::uint64_t format = 2;

// --- In
inline constexpr std::string_view start = "start";  // format, program's version, steady time, date, log level
inline constexpr std::string_view end = "end";      // nothing behind it
inline constexpr std::string_view date = "date";    // the date from now on: the system's has jumped
inline constexpr std::string_view timers = "timers";
inline constexpr std::string_view datagrams = "datagrams";            // socket, then source and bytes of each
inline constexpr std::string_view accepted = "accepted";              // listener, stream, remote
inline constexpr std::string_view connected = "connected";            // stream
inline constexpr std::string_view bytes = "bytes";                    // stream, bytes
inline constexpr std::string_view closed = "closed";                  // stream, why
inline constexpr std::string_view fetched = "fetched";                // fetch, FieldWriter::fetch_result()
inline constexpr std::string_view resolved = "resolved";              // lookup, FieldWriter::answer()
inline constexpr std::string_view resolved_srv = "resolved_srv";      // likewise
inline constexpr std::string_view resolved_naptr = "resolved_naptr";  // likewise

// --- Answers: the arguments, then what was answered; `ok` and a value, or an error, where it may fail
inline constexpr std::string_view open_datagrams = "open_datagrams";    // local -> socket or error
inline constexpr std::string_view listen = "listen";                    // local -> socket or error
inline constexpr std::string_view connect = "connect";                  // to -> stream
inline constexpr std::string_view connect_from = "connect_from";        // local, to -> stream or error
inline constexpr std::string_view connect_secured = "connect_secured";  // local, to, name -> the same
inline constexpr std::string_view local_endpoint = "local_endpoint";    // socket -> endpoint
inline constexpr std::string_view source_for = "source_for";            // address -> address
inline constexpr std::string_view fetch = "fetch";                      // FieldWriter::request() -> fetch
inline constexpr std::string_view resolve = "resolve";                  // host -> lookup
inline constexpr std::string_view resolve_srv = "resolve_srv";          // name -> lookup
inline constexpr std::string_view resolve_naptr = "resolve_naptr";      // name -> lookup
inline constexpr std::string_view random = "random";                    // how many -> bytes

// --- Out
inline constexpr std::string_view send_datagram = "send_datagram";  // socket, to, mark
inline constexpr std::string_view send = "send";                    // stream, mark
inline constexpr std::string_view close_stream = "close_stream";    // stream
inline constexpr std::string_view close_socket = "close_socket";    // socket
inline constexpr std::string_view cancel_fetch = "cancel_fetch";    // fetch
inline constexpr std::string_view cancel_lookup = "cancel_lookup";  // lookup

// --- Screen
inline constexpr std::string_view screen = "screen";  // its text

inline constexpr std::string_view ok = "ok";
inline constexpr std::string_view error = "error";

}  // namespace handset::record_names
