
# `cargo featherfall ..` completes here, and the rest of cargo as before.
if [[ $(type -t _completion_loader) == function ]] && ! complete -p cargo &>/dev/null; then
    _completion_loader cargo &>/dev/null
fi
__featherfall_registered=$(complete -p cargo 2>/dev/null || echo 'complete -o bashdefault -o default -F : cargo')
if [[ $__featherfall_registered =~ ' -F '([^ ]+)' ' && ${BASH_REMATCH[1]} != __featherfall_below_cargo ]]; then
    __featherfall_cargo=${BASH_REMATCH[1]}
    eval "${__featherfall_registered/ -F $__featherfall_cargo / -F __featherfall_below_cargo }"
fi
unset __featherfall_registered

__featherfall_below_cargo() {
    if [[ $COMP_CWORD -lt 2 || ${COMP_WORDS[1]} != featherfall ]]; then
        "$__featherfall_cargo" "$@"
        return
    fi
    COMP_WORDS=(cargo-featherfall "${COMP_WORDS[@]:2}")
    COMP_CWORD=$((COMP_CWORD - 1))
    _featherfall cargo-featherfall "$2" "$3"
}
