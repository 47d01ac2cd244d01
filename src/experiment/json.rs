//! JSON as reports and tables are written. Numbers are written by the standard library: the tables of a second
//! way to write them would be 10 KB more for the page to load.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};

/// Plain data as indented JSON; numbers that are not finite are null.
pub fn to_json(data: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    let layout = Layout(PrettyFormatter::new());
    // Plain data can always be written, and into memory.
    let written = data.serialize(&mut Serializer::with_formatter(&mut bytes, layout));
    written.map_or_else(|_| String::new(), |()| String::from_utf8(bytes).unwrap_or_default())
}

struct Layout(PrettyFormatter<'static>);

impl Formatter for Layout {
    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        write!(writer, "{value:?}")
    }

    fn write_f32<W: ?Sized + Write>(&mut self, writer: &mut W, value: f32) -> io::Result<()> {
        write!(writer, "{value:?}")
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_a_parser_reads_back() {
        let numbers = [0.1, -0.0, 1e-300, 1.797e308, 5e-324, 1e16, 123_456_789.125, 1.0 / 3.0];
        let text = to_json(&numbers);
        assert_eq!(serde_json::from_str::<Vec<f64>>(&text).unwrap(), numbers);
        let singles = [0.1_f32, f32::MIN_POSITIVE, 3.4e38];
        assert_eq!(serde_json::from_str::<Vec<f32>>(&to_json(&singles)).unwrap(), singles);
        assert_eq!(to_json(&f64::NAN), "null");
        let plain = serde_json::json!({"a": [1, {"b": "c\"d"}], "e": null, "f": [], "g": {}});
        assert_eq!(to_json(&plain), serde_json::to_string_pretty(&plain).unwrap());
    }
}
