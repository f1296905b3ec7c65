"""By which words do comment threads of many languages announce, sign, date and end their comments?

Closed sets for `comment_when` (when was it posted), `comment_controls` (buttons, headings, forms) and
`comment_meta` (who posted it, and to whom). All words are case-folded; months and zones come from
`date_words`.
"""

from typing import Final

WEEKDAYS: Final = frozenset(
    "mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday mo di mi do "
    "fr sa so montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lun mar mer jeu ven sam dim lundi "
    "mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo mié jue vie "
    "sáb dom lunedì martedì mercoledì giovedì venerdì sabato domenica gio sab segunda terça quarta quinta sexta feira "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag "
    "mandag tirsdag lørdag søndag poniedziałek wtorek środa czwartek piątek sobota niedziela понедельник вторник "
    "среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс pondělí úterý středa čtvrtek pátek neděle "
    "hétfő kedd szerda csütörtök péntek szombat vasárnap pazartesi salı çarşamba perşembe cuma cumartesi pazar "
    "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai δευτέρα τρίτη τετάρτη πέμπτη παρασκευή "
    "σάββατο κυριακή الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد luni marți miercuri joi vineri "
    "sâmbătă duminică понеділок вівторок середа четвер пʼятниця неділя senin selasa rabu "
    "kamis jumat sabtu isnin khamis jumaat ahad".split()
)
# Words that join the parts of a date; alone they say nothing.
DATE_FILLERS: Final = frozenset(
    "at on of the um uhr am den der dem le à a les el la las los de del a las alle ore il às os em em den kl klo t op "
    "om u o godz dnia г года в ob dne v je the st nd rd th er h gmt utc día dia ngày lúc tháng ora âge الساعة "
    "في ist".split()
)
HALF_DAYS: Final = frozenset("am pm a p m vorm nachm م ص مساء صباحا 上午 下午".split())
UNITS: Final = frozenset(
    "s m sec secs second seconds min mins minute minutes h hr hrs hour hours d day days w wk wks week weeks mo mos "
    "month months y yr yrs year years sekunde sekunden minuten std stunde stunden tag tage tagen woche wochen "
    "monat monate monaten jahr jahre jahren seconde secondes heure heures jour jours semaine semaines mois an ans "
    "année années segundo segundos minuto minutos hora horas día días dia dias semana semanas mes meses mês año "
    "años ano anos secondo secondi minuti ora ore giorno giorni settimana settimane mese mesi anno anni seconden "
    "minuut uur uren dag dagen weken maand maanden jaar jaren sekund sekunder minuter timme timmar timer dagar dager "
    "dage veckor uger månad månader måneder år sekund sekundy minut minuty minuta godzin godziny godzinę dni "
    "dzień tydzień tygodni tygodnie miesiąc miesiące miesięcy rok lata lat секунд секунды секунду минут минуты "
    "минуту час часа часов день дня дней неделю недели недель месяц месяца месяцев год года лет saat gün hafta ay "
    "yıl dakika perc óra órája nap napja hete hónapja éve 年 月 日 时 時 分 秒 ساعة ساعات ساعتين دقيقة دقائق "
    "دقيقتين يوم يوما يومين أيام أسبوع أسبوعين أسابيع شهر شهرين أشهر سنة سنتين سنوات ثانية ثوان सेकंड मिनट घंटा "
    "घंटे घंटों दिन दिनों सप्ताह हफ्ते हफ़्ते महीना महीने साल वर्ष 天 小时 小時 分钟 分鐘 周 週 个月 個月 時間 "
    "日間 か月 시간 분 일 주 개월 년 שעה שעות דקות ימים ימי שבוע שבועות שנה שנים saatler dakikalar dniem roku "
    "година години годин хвилин хвилини днів дні тиждень тижні тижнів місяць місяці місяців рік роки років ώρα "
    "ώρες λεπτά ημέρες μέρες μήνες χρόνια phút giờ ngày tuần tháng năm jam menit hari minggu bulan tahun oră zile "
    "zi săptămâni luni ani tunti tuntia päivä päivää viikko viikkoa kuukausi vuosi vuotta minuuttia hodina hodiny "
    "hodin dny dnů týden týdny měsíc měsíce měsíců roky ساعت دقیقه روز هفته ماه سال".split()
)
AGO: Final = frozenset(
    "ago her fa назад тому पहले पूर्व پیش 以前 之前 לפני atrás atras geleden sedan siden temu önce ezelőtt "
    "earlier nazad před trước 前 전".split()
)
BEFORE_AGO: Final = frozenset("vor hace ya há för przed před acum il منذ قبل לפני πριν".split())
ONE: Final = frozenset("a an one einem einer ein eine un une una uno um uma en ett et een about etwa about".split())
TODAY: Final = frozenset(
    "today yesterday heute gestern vorgestern aujourd'hui hier hoy ayer oggi ieri hoje ontem vandaag gisteren "
    "idag igår dzisiaj wczoraj сегодня вчера bugün dün اليوم أمس आज कल 今天 昨天 今日 昨日 오늘 어제 היום אתמול "
    "σήμερα χθες tänään eilen".split()
)

# How a thread says that a comment is seconds old, and the words without which none of these stands in a line.
NOW_PHRASES: Final = (
    "just now", "gerade eben", "soeben", "à l'instant", "à l’instant", "ahora mismo", "hace un momento",
    "agora mesmo", "agora há pouco", "proprio ora", "poco fa", "adesso", "zojuist", "zonet", "przed chwilą",
    "только что", "щойно", "just nu", "nyss", "lige nu", "akkurat nå", "právě teď", "az imént", "şimdi", "az önce",
    "الآن", "刚刚", "剛剛", "たった今", "방금",
)  # fmt: skip
NOW_WORDS: Final = frozenset(phrase.split()[-1] for phrase in NOW_PHRASES)

# What a thread calls its comments. A count beside such a word, or the word alone, heads a thread.
COMMENT_NOUNS: Final = frozenset(
    "comment comments komment kommentar kommentare kommentaren kommentarer kommentare leserkommentar "
    "leserkommentare leserbriefe lesermeinungen commentaire commentaires comentario comentarios comentário "
    "comentários commento commenti reactie reacties reaguursel reaguursels opmerkingen komentarz komentarze "
    "komentarzy komentář komentáře komentářů комментарий комментарии комментария комментариев коментар коментарі "
    "коментарів отзывы отзывов hozzászólás hozzászólások komment kommentek yorum yorumlar commenter 评论 コメント 댓글 "
    "تعليق "
    "تعليقات التعليقات تعليقا التعليق نظر نظرات دیدگاه دیدگاه‌ها टिप्पणी टिप्पणियां टिप्पणियाँ कमेंट कमेंट्स "
    "कॉमेंट कॉमेंट्स प्रतिक्रिया प्रतिक्रियाएं 評論 留言 跟帖 条评论 條評論 則留言 תגובה תגובות σχόλιο σχόλια "
    "kommentti kommentit kommenttia kommentaar kommentaarid comentariu comentarii komentari komentar komentara "
    "komentarjev коментари luận kiến".split()
)
# Words that head a thread where one follows; elsewhere they name sections and entries of menus.
DISCUSSION_NOUNS: Final = frozenset(
    "discussion discussions diskussion diskussionen forum feedback meinung meinungen ergänzung ergänzungen "
    "anmerkungen stellungnahmen beiträge beitrag posts réaction réactions avis opinie debate debatte conversation "
    "discusión discussione discussie обсуждение обсуждения дискуссия мнения диалог نقاش الآراء discussões "
    "debates débat débats debatt keskustelu dyskusja diskuse diskuze tartışma görüşler yorumlarınız".split()
)
REPLY_NOUNS: Final = frozenset(
    "reply replies response responses thought thoughts reaction reactions antwort antworten gedanken gedanke réponse "
    "réponses respuesta respuestas risposta risposte resposta respostas antwoord antwoorden svar odpowiedź odpowiedzi "
    "ответ ответы ответа ответов відповіді pensieri pensamiento pensamientos pensées".split()
)
HEADING_FILLERS: Final = frozenset(
    "all page reader readers user users the your our so far this post article story has have there are is via by in "
    "on to und and of new newest latest top best most view show read hide see them below or add one leave join sort "
    "sorted oldest recent interactions community standards guidelines policy rules start ein einen eine zum zu zur "
    "alle neue neueste älteste beste bewertung artikel beitrag diesem der die das des dieser weitere anzeigen lesen "
    "tous les le la un sur para de del los las todos lire voir sobre tutti i di alle toon bekijk facebook insgesamt "
    "posted total conversation powered section ihre deine mein live featured editor pick picks about vos votre vous "
    "nos nuestros nuestra lectores lecteurs lettori leitores leser leserinnen lezers läsare من على القراء सभी पाठकों "
    "what said closed open viewing viewers بینندگان for chronological order reverse rss feed atom "
    "条 條 則 件 개 آراء رد".split()
)
# Buttons and counters under a comment; a line made of nothing else is a control.
CONTROL_WORDS: Final = frozenset(
    "reply replies respond like likes liked dislike upvote downvote upvotes downvotes vote votes share shares "
    "report flag flagged permalink link quote edit delete deleted hide show expand collapse follow following "
    "unfollow copy tweet recommend recommended recommends love loves loved translate original history favorite "
    "favourite loading subscribe unsubscribe login log register upload reblog embed save permalink pin bookmark "
    "print email antworten antwort antworte beantworten zitieren zitat melden gemeldet teilen empfehlen gefällt "
    "daumen hoch runter bewerten ausblenden einblenden anzeigen bearbeiten löschen verlinken übersetzen link "
    "anmelden einloggen registrieren abonnieren répondre signaler partager citer aimer masquer afficher modifier "
    "supprimer alerter recommander traduire responder reportar compartir denunciar citar editar eliminar ocultar "
    "mostrar votar curtir compartilhar rispondi segnala condividi cita modifica nascondi mostra reageren reageer "
    "beantwoorden melden delen rapporteer odpowiedz cytuj zgłoś udostępnij lubię odpowiedź ответить цитировать "
    "пожаловаться поделиться ссылка скрыть показать нравится відповісти svara svar rapportera anmäl dela gilla "
    "dölj visa besvar rapporter del anmeld odpovědět nahlásit válasz válaszol yanıtla cevapla beğen bildir 回复 "
    "返信 답글 رد الرد رُد إعجاب أعجبني مشاركة إبلاغ بلاغ شارك بلغ جواب پاسخ گزارش जवाब रिप्लाई शेयर लाइक पसंद "
    "रिपोर्ट अपवोट डाउनवोट 回覆 赞 赞同 点赞 踩 顶 举报 檢舉 分享 收起 展开 いいね 通報 シェア 신고 공유 좋아요 "
    "싫어요 השב הגב דווח שתף אהבתי απάντηση αναφορά thích paylaş şikayet beğenme balas suka laporkan bagikan "
    "tanggapi komentari răspunde raportează ocijeni odgovori prijavi vastaa ilmoita tykkää gusta compartilhe descurtir "
    "útil nuttig trả lời chia sẻ thích jelentem rate award awards "
    "respect respected piace boost lik liker anbefal anbefaler anbefalede комментировать мне 공감 비공감".split()
)
# Buttons that only single comments have.
THREAD_BUTTONS: Final = frozenset(
    "reply respond report flag quote permalink upvote downvote vote votes daumen antworten antwort antworte "
    "beantworten zitieren melden répondre signaler citer responder reportar denunciar citar rispondi segnala cita "
    "reageren reageer beantwoorden odpowiedz cytuj zgłoś ответить цитировать пожаловаться відповісти svara svar "
    "anmäl besvar rapporter anmeld odpovědět nahlásit válasz yanıtla cevapla bildir 回复 返信 답글 رد الرد إبلاغ "
    "پاسخ जवाब रिप्लाई 回覆 举报 檢舉 通報 신고 השב הגב דווח απάντηση αναφορά balas laporkan răspunde odgovori "
    "prijavi vastaa ilmoita şikayet tanggapi lời jelentem".split()
)
# Words that may stand beside buttons, but make no control alone.
CONTROL_FILLERS: Final = frozenset(
    "this that to a an the comment comments post message thread user person people all more most less it on in of for "
    "via with by me you und or and up down abuse abusive spam inappropriate as not unlike new next previous last "
    "first cancel close hidden follow thanks thread link facebook twitter whatsapp google linkedin total points point "
    "diesen diese dieser den die das der auf mir kommentar kommentare beitrag mehr weniger weitere abbrechen "
    "missbrauch nicht ce cet cette le la les un une commentaire commentaires de plus moins abus este esta comentario "
    "comentários comentarios más menos questo al commento commenti más meer minder reactie deze dit комментарий "
    "комментарии ещё еще parent root prev context more 0 rating score upvoted likes fans followers badges karma "
    "member komentar".split()
)
# What a site writes beside a commenter's name, never the name itself.
BADGES: Final = frozenset(
    "guest gast gäste invité invitado ospite convidado гость author autor autorin auteur autore автор moderator "
    "moderatorin admin administrator staff member mitglied membre miembro subscriber abonnent premium verified "
    "contributor op unverified überprüft verifiziert vérifié verificado verificato avatar profile photo user picture "
    "image profilbild bild foto logo anonymous-avatar super fan fans top commenter editor redaktion-badge new newbie "
    "offline online registered registriert pro vip level subscribers abonnee abonné abonnés suscriptor "
    "assinante abbonato commenters verifizierter registrado iniciante experiente influente moderador "
    "registrato enregistré регистрация модератор администрация مشرف مشرفة".split()
)
# Verbs of a link that leads to comments on another page.
LINK_WORDS: Final = frozenset(
    "see view show read hide open load go anzeigen lesen zeigen voir lire afficher ver leer leggi vedi toon "
    "bekijk".split()
)
ONE_WORDS: Final = frozenset("one ein eine un une uno una um uma een ett en jeden один одна egy bir".split())
# The order in which a thread can be shown; two of them in a row head one.
SORT_WORDS: Final = frozenset(
    "sort sorted by newest oldest recency popularity popular favorites latest best top rated controversial sortieren "
    "sortiert sortierung nach neuste neueste neuesten älteste ältesten beste besten bewertung beliebteste trier plus "
    "récents anciens meilleurs populaires ordenar recientes antiguos mejores ordina recenti vecchi migliori nieuwste "
    "oudste beste новые старые лучшие популярные "
    "순공감순 최신순 과거순 추천순".split()
)
# Badges that are glued or set behind a name; alone they can be a name.
ROLES: Final = frozenset(
    "autor autorin author auteur autrice autore автор moderator moderatorin admin administrator editor mod staff op "
    "beitragsautor subscriber abonnent abonné suscriptor assinante abbonato "
    "abonnee contributor verified guest gast gäste invité invitado ospite convidado гость "
    "anonymous anonym member mitglied "
    "user".split()
)
# Words that a date is labelled with, and no commenter is called by.
LABELS: Final = frozenset(
    "join joined posts asked answered viewed active published updated edited modified created posted date registered "
    "registriert beigetreten erstellt aktualisiert veröffentlicht geändert stand publié modifié actualizado publicado "
    "pubblicato aggiornato since seit member membre mitglied last first zuletzt am on messages beiträge location from "
    "wohnort reputation ort".split()
)
# How threads of many languages write "says" between a name and a text; keys are the last words.
SAY_PHRASES: Final = (
    "says", "said", "wrote", "writes", "commented", "replied", "responded", "sagt", "sagte", "schreibt", "schrieb",
    "meint", "meinte", "kommentiert", "kommentierte", "antwortet", "antwortete", "a écrit", "a dit", "dit", "écrit",
    "répond", "dice", "dijo", "escribió", "escribe", "comenta", "comentó", "respondió", "ha scritto", "ha detto",
    "scrive", "disse", "diz", "escreveu", "comentou", "zegt", "zei",
    "schreef", "schrijft", "pisze", "napisał", "napisała",
    "napisał(a)", "mówi", "говорит", "сказал", "сказала", "пишет", "написал", "написала", "ответил", "ответила",
    "skriver", "skrev", "säger", "sier", "siger", "sa", "napsal", "napsala", "říká", "írta", "mondta", "szerint",
    "diyor ki", "dedi ki", "yazdı", "يقول", "تقول", "كتب", "قال", "说道", "写道",
)  # fmt: skip
# Words that open "Comment by", "Posted by", "Kommentar von": without one of them, a name and no time sign nothing.
SIGN_WORDS: Final = frozenset(
    "comment comments reply replies post posted submitted written response left added sent message kommentar beitrag "
    "author autor auteur autore nom nombre nome naam namn navn antwort gepostet "
    "geschrieben verfasst erstellt eingetragen gespeichert geantwortet commentaire publié posté écrit "
    "rédigé réponse envoyé enregistré soumis comentario comentário publicado enviado escrito postado respuesta "
    "commento inviato scritto postato pubblicato reactie geplaatst bericht komentarz dodane napisane".split()
)
# Words without which no line says that it answers another comment.
ANSWER_WORDS: Final = frozenset(
    "reply response answer replying replied antwort antwortet réponse répondu respuesta respondiendo respondió "
    "respondeu risposta risposto "
    "resposta antwoord ответ odpowiedzi svar odpověď".split()
)
# Words without which no line is part of the form in which readers write.
FORM_WORDS: Final = (
    COMMENT_NOUNS
    | DISCUSSION_NOUNS
    | REPLY_NOUNS
    | frozenset("propulsé unterstützt tecnología".split())
    | frozenset(
        "reply response thought thoughts comment comentar mail email e address adresse closed disabled logged log "
        "login sign powered disqus feed rss akismet think trackback abbrechen kommentieren kommentarfunktion "
        "angemeldet eingeloggt loggen melden hier dirección endereço indirizzo mailadres adres адрес vélemény bir yap "
        "yaz svar antwort meinung réponse laissez votre respuesta risposta resposta antwoord odpowiedź ответ say says "
        "views opinions opinion readers reader's readers' leser leserinnen avis réagissez réagissent opinión opinan "
        "lettori opinione opinião leitores lezers mening opinia dyskusji мнение мнения читателей обсудить görüşünüz "
        "أضف اترك लिखें दें 发表 發表 投稿 reageren".split()
    )
)
