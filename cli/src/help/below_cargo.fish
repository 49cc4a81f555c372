
# `cargo featherfall ..` completes too, beside what cargo has.
function __featherfall_below_cargo
    set -l words (commandline -opc)
    test "$words[2]" = featherfall
    and complete --do-complete (string join -- ' ' cargo-featherfall $words[3..] (commandline -ct))
end
complete -c cargo -n 'string match -q featherfall -- (commandline -opc)[2]' -f -a '(__featherfall_below_cargo)'
