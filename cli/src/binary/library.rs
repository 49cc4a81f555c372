//! Static libraries, `.rlib` and `.lib`: many object files that say one thing together.

use object::read::archive::ArchiveFile;

use super::error::{Fault, Why};
use super::image::Image;
use super::kind::{HEAD, Kind};
use super::object_file;
use super::printable::printable;
use super::read::Read;
use super::window::Window;

/// Reads all members into one image. What of them cannot be looked into is said once.
pub(super) fn read(data: Window<'_>, into: &mut Image) -> Result<Option<Why>, Fault> {
    let mut of = None;
    let mut unread = None;
    for member in ArchiveFile::parse(data)?.members() {
        let member = member?;
        let name = || printable(&String::from_utf8_lossy(member.name()));
        if !data.budget().files(1) {
            return Err("it has too many members".into());
        }
        let Some(object) = data.part(member.file_range()) else {
            return Err(Fault(format!("its member {} lies outside of it", name())));
        };
        let read = object_file::read(Kind::of(object.head(HEAD)), object, into)
            .map_err(|Fault(cause)| Fault(format!("member {}: {cause}", name())))?;
        match read {
            Read::Whole => {
                of.get_or_insert_with(|| into.format.clone());
            }
            Read::Unread(why) => unread = Some(why),
            Read::Foreign => {}
        }
    }
    into.format = match of {
        Some(format) => format!("static library of {format}"),
        None => "static library without objects".to_owned(),
    };
    Ok(unread)
}
