//! What ARCHITECTURE.md promises, read from its tables.
//!
//! A heading that names a folder, ``### `runtime/core/src` ``, starts the promises about one crate. Below it
//! stand a table whose first column is `layer` and, where features have rooms, one whose first column
//! is `feature`. Words between backticks are names; all else is prose for people.

/// The promises about one crate.
#[derive(Debug)]
pub struct Plan {
    pub layers: Vec<Layer>,
    pub features: Vec<Feature>,
}

/// A folder (`model/`) or a file (`overrides.rs`). Paths are relative to the crate's `src`.
#[derive(Debug, Clone)]
pub struct Layer {
    pub name: String,
    /// Its row. Layers of one row stand side by side and see nothing of each other.
    pub row: usize,
    /// The files and folders in it, where the row holds no other layer.
    pub files: Option<Vec<String>>,
}

/// A feature that is asked about in its own room and in one twin only.
#[derive(Debug)]
pub struct Feature {
    pub name: String,
    pub rooms: Vec<String>,
}

/// A file that may be long.
#[derive(Debug)]
pub struct Long {
    pub file: String,
    pub reason: String,
}

/// The folders of the crates, in the order of the page.
pub fn crates(page: &str) -> Vec<String> {
    page.lines()
        .filter(|it| it.starts_with('#'))
        .flat_map(names)
        .filter(|it| it.ends_with("/src"))
        .collect()
}

impl Plan {
    pub fn read(page: &str, folder: &str) -> Self {
        let mut plan = Self { layers: Vec::new(), features: Vec::new() };
        for (head, row, cells) in rows(section(page, &format!("`{folder}`"))) {
            match head {
                "layer" => {
                    let layers = names(&cells[0]);
                    let alone = layers.len() == 1;
                    plan.layers.extend(layers.into_iter().map(|name| Layer {
                        files: (alone && name.ends_with('/')).then(|| names(&cells[1])),
                        name,
                        row,
                    }));
                }
                "feature" => plan.features.extend(names(&cells[0]).into_iter().map(|name| {
                    let rooms = cells[1..].iter().flat_map(|it| names(it)).collect();
                    Feature { name, rooms }
                })),
                _ => {}
            }
        }
        plan
    }

    /// The layer that holds a file.
    pub fn layer(&self, file: &str) -> Option<&Layer> {
        self.layers.iter().filter(|it| holds(&it.name, file)).max_by_key(|it| it.name.len())
    }
}

/// Whether a file is this room or stands in it.
pub fn holds(room: &str, file: &str) -> bool {
    room == file || (room.ends_with('/') && file.starts_with(room))
}

/// The list below the heading `Long files`: a path, a colon, a reason.
pub fn long_files(page: &str) -> Vec<Long> {
    let items = section(page, "Long files").lines().filter_map(|it| it.strip_prefix("* "));
    let split = |item: &str| {
        let (file, reason) = item.split_once(':')?;
        let file = names(file).pop()?;
        Some(Long { file, reason: reason.trim().to_owned() })
    };
    items.filter_map(split).collect()
}

/// What stands below the heading that contains `name`.
fn section<'a>(page: &'a str, name: &str) -> &'a str {
    let mut offset = 0;
    let mut start = None;
    for line in page.split_inclusive('\n') {
        if line.starts_with('#') {
            if let Some(start) = start {
                return &page[start..offset];
            }
            if line.contains(name) {
                start = Some(offset + line.len());
            }
        }
        offset += line.len();
    }
    start.map_or("", |start| &page[start..])
}

/// The rows of all tables: the table's first column, the row's number, the cells.
fn rows(section: &str) -> Vec<(&str, usize, Vec<String>)> {
    let mut rows = Vec::new();
    let mut head = None;
    for (number, line) in section.lines().enumerate() {
        let Some(line) = line.trim().strip_prefix('|') else {
            head = None;
            continue;
        };
        let mut cells: Vec<&str> = line.trim_end_matches('|').split('|').map(str::trim).collect();
        // A row may leave its last cells out.
        cells.resize(cells.len().max(2), "");
        match head {
            None => head = Some(cells[0]),
            Some(_) if cells[0].starts_with('-') => {}
            Some(head) => rows.push((head, number, cells.into_iter().map(str::to_owned).collect())),
        }
    }
    rows
}

/// The words between backticks.
pub fn names(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}
