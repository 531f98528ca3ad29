# Completion of lintel(1) for bash. What there is it asks the program at hand, by --help, so that it always fits it.

_lintel_verbs()
{
    "$1" --help 2>/dev/null | sed -nE 's/^  ([a-z]+)  .*/\1/p'
}

# A line each: `-o --output IMAGE', `- --verify'. The wide margin keeps every option and its argument on one line.
_lintel_options()
{
    ARGP_HELP_FMT=rmargin=1000 "$1" "$2" --help 2>/dev/null |
        sed -nE 's/^ +--/  - --/; s/^ +(-.), --/  \1 --/; s/^  (-.?) (--[a-z-]+)=?([^ []*).*/\1 \2 \3/p'
}

# The option whose value the word at the cursor is. A `=' is a word of its own to bash: --door = bios, --module NAME = FILE.
_lintel_option_at_hand()
{
    local at=$((COMP_CWORD - 1))
    [ "${COMP_WORDS[COMP_CWORD]}" = = ] || [ "${COMP_WORDS[at]}" != = ] || at=$((at - 1))
    case ${COMP_WORDS[at]} in
    -*) ;;
    *) [ "${COMP_WORDS[at + 1]}" != = ] || at=$((at - 1)) ;;
    esac
    [ "${COMP_WORDS[at]}" != = ] || at=$((at - 1))
    echo "${COMP_WORDS[at]}"
}

# What may stand for the argument of an option, by how the help writes it: gpt|mbr, FILE.
_lintel_complete_value()
{
    case ${1##*=} in
    *[a-z0-9][\|,][a-z0-9]*) mapfile -t COMPREPLY < <(compgen -W "${1//[|,]/ }" -- "$2") ;;
    FILE | IMAGE | KERNEL) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$2") ;;
    FOLDER | DIR) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$2") ;;
    *) COMPREPLY=() ;;
    esac
}

_lintel_complete_option()
{
    local short long argument words=""
    while read -r short long argument; do
        words+=" $long${argument:+=}"
    done < <(_lintel_options "$1" "$2")
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$3")
    case ${COMPREPLY[*]} in
    *=) compopt -o nospace 2>/dev/null ;;
    esac
}

_lintel()
{
    local program=$1 word=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]} option short long argument
    case $COMP_CWORD,$verb in
    1,*) mapfile -t COMPREPLY < <(compgen -W "$(_lintel_verbs "$program") help --help --version" -- "$word"); return ;;
    2,help) mapfile -t COMPREPLY < <(compgen -W "$(_lintel_verbs "$program")" -- "$word"); return ;;
    *,help) COMPREPLY=(); return ;;
    esac
    option=$(_lintel_option_at_hand)
    [ "$word" != = ] || word=""
    while read -r short long argument; do
        if [ -n "$argument" ] && { [ "$option" = "$short" ] || [ "$option" = "$long" ]; }; then
            _lintel_complete_value "$argument" "$word"
            return
        fi
    done < <(_lintel_options "$program" "$verb")
    case $word in
    -*) _lintel_complete_option "$program" "$verb" "$word" ;;
    *) _lintel_complete_value FILE "$word" ;;
    esac
}

complete -F _lintel lintel
