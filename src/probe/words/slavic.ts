import type { Lexicon } from './wordClass';

export const polish: Lexicon = {
  forget:
    'zignoruj*, ignoruj, ignorujcie, zapomnij*, pomin, pomincie, odrzuc, porzuc, nie przestrzegaj, nie zwazaj, zlekcewaz, uniewaznij, nadpisz, nie zwracaj uwagi, przestan, ignorowac, zignorowac, pomijaj',
  follow: 'przestrzegaj*, wykonuj, postepuj, stosuj, sluchaj, trzymaj sie',
  earlier: 'poprzedni*, wczesniejsz*, powyzsz*, dotychczasow*, pierwotn*, oryginaln*, uprzedni*, istniejac*, otrzyman*',
  all: 'wszystki*, wszelki*, kazd*, wszystko, cal*, calkowicie',
  your: 'swoj*, twoj*, swych',
  instruction: 'instrukcj*, polecen*, wytyczn*, dyrektyw*, prompt*, wskazow*, zalecen*, zasad bezpieczenstwa',
  rule: 'zasad*, regul*, rozkaz*, ograniczen*, wiadomosci, kontekst*, zadan*, cel',
  fresh: 'nowe, nowa, nowym, nowy, nowych, prawdziw*, aktualn*, nastepuja*, jedyn*, faktyczn*',
  task: 'zadanie*, zadaniem, cel, celem, rola, polecenie, instrukcj*, misj*',
  void: 'niewazn*, nieaktualn*, uchylon*, anulowan*, zastapion*, nie obowiazuj*, uniewaznion*, maja pierwszenstwo, przestaj*',
  told: 'powiedziano, ci mowiono, wiesz, kazano',
  ai: 'si, sztuczna inteligencja, sztucznej inteligencji, model jezykowy, modelu jezykowego, modele jezykowe, modeli jezykowych, asystent ai, asystencie ai, asystenci ai, asystentow ai, agent ai, agenci ai, agentow ai, agencie ai, agent kodujacy, agenci kodujacy, agentow kodujacych, agenta ai, asystenta ai, asystentom ai, agentom ai',
  agent: 'asystent*, agent*, agenci',
  you: 'ty, ciebie, ci, jestes, cie',
  must: 'musisz, powinien*, powinn*, musi, musza, nalezy, prosze, koniecznie, natychmiast, teraz, zawsze, najpierw, upewnij, trzeba, powinienes, masz obowiazek',
  not: 'nie, nigdy, bez, zaden, zadn*, unikaj, ani',
  tell: 'mowcie, mow*, mow, mowic, mowiac, powiedz*, wspomin*, wspomn*, informuj*, poinformuj, informowan*, powiadam*, powiadom*, ujawn*, zdradz*, ostrzeg*, zglasz*, raportuj, informowac, przyznawaj, pisz o',
  show: 'pokazuj*, pokaz*, pytaj*, pytac, pytania, wyswietl*, wyjasn*, pros o',
  user: 'uzytkownik*, czlowiek*, osob*, programist*, nikomu, nikogo, wlasciciel*, operator*, administrator*, deweloper*, klient*, ktokolwiek, komukolwiek',
  know: 'wiedzial*, wiedzy, dowie*, zauwaz*, widzial*, zobacz*, wiedziec, wie',
  secretly:
    'potajemnie, po cichu, dyskretnie, w tajemnicy, w tle, niezauwaz*, ukryj, ukryc, miedzy nami, cicho, zataj, poufn*, zachowaj to dla siebie, bez wiedzy, przemilcz',
  approved:
    'zatwierdzi*, zatwierdzon*, zezwoli*, zgodzi*, wyrazi*, autoryzowa*, zaakceptowa*, potwierdzi*, pozwoli*, udzieli*',
  consent: 'potwierdzen*, zgod*, zezwolen*, zatwierdzen*, autoryzacj*, akceptacj*, pozwolen*',
  needed: 'wymagan*, potrzebn*, konieczn*, udzielon*, niezbedn*, wymaga',
  disable: 'wylacz*, omin*, obejdz, pomin, dezaktywuj, usun, deaktywuj, obejsc, zdejmij, omijaj',
  enable: 'wlacz, ustaw, dodaj, aktywuj, zmien',
  guard:
    'zatwierdzania, zatwierdzanie, kontrole bezpieczenstwa, kontroli bezpieczenstwa, nadzor*, zabezpieczen*, filtry bezpieczenstwa, filtrow bezpieczenstwa, sprawdzanie uprawnien, mechanizmy bezpieczenstwa, prosby o potwierdzenie, potwierdzenia, bariery ochronne, zgody',
  protection: 'bezpieczenstw*, ochron*, piaskownic*, uprawnien*',
  send: 'wyslij*, wyslac, przeslij*, przeslac, przekaz*, opublikuj, udostepnij, wgraj, wysylaj',
  place: 'skopiuj, dolacz, zalacz, umiesc, wklej, dopisz, zapisz',
  loot: 'hasla, hasel, dane logowania, danych logowania, klucze, kluczy, klucze api, klucz ssh, klucze ssh, klucz prywatny, klucze prywatne, klucza prywatnego, zmienne srodowiskowe, zmiennych srodowiskowych, sekrety, sekretow, tokeny, tokenow, poswiadczen*, plik env, pliku env, kluczem ssh',
  secret: 'haslo, klucz, token, sekret',
  read: 'przeczytaj, odczytaj, otworz, wypisz, wyswietl, znajdz, zbierz, pobierz, wyszukaj, powtorz, ujawnij',
  run: 'uruchom*, wykonaj*, wykonac, uruchomic, zainstaluj*, zainstalowac, pobierz, otworz, odwiedz, wywolaj, sklonuj, pobrac, wykonuj',
  destroy: 'usun*, skasuj*, wymaz*, zniszcz*, nadpisz, wyczysc, usunac',
  goods: 'plik*, repozytori*, katalog*, folder*, baz* danych, historia, histori*, galez*, dane, kopie zapasowe',
  address: 'na adres, na serwer, serwer*, adres*, url',
  note: 'uwaga, wiadomosc, informacja, drogi, witaj, przypomnienie, komunikat, notatka',
  if: 'jesli, jezeli, gdy, kiedy, po, gdyby, o ile',
  before: 'zanim, przed, najpierw, w pierwszej kolejnosci, aby kontynuowac, nastepnie, potem',
  henceforth: 'od teraz, od tej pory, odtad, od tego momentu, od tej chwili, do odwolania, w przyszlosci',
  pretend:
    'jestes teraz, teraz jestes, udawaj, zachowuj sie jak, wciel sie, dzialaj jako, tryb dewelopera, trybie dewelopera, bez ograniczen, trybie serwisowym, tryb serwisowy',
  write: 'zapisz, dodaj, dopisz, zapamietaj, wpisz, skopiuj, umiesc',
  memory: 'pamiec*, przyszlych sesjach, kazdej sesji, przyszlych sesji, kazdej odpowiedzi, kolejnych sesj*',
  systemPrompt:
    'prompt systemow*, promptu systemowego, swoje instrukcje, twoje instrukcje, instrukcje systemowe, instrukcji systemowych',
  harmless:
    'bezpieczn*, nieszkodliw*, brak problemow, bez problemow, czyst*, brak luk, poprawn*, zaliczon*, bez zastrzezen',
  judge: 'zglos, oznacz, ocen, uznaj, odpowiedz, napisz, zatwierdz, stwierdz, zaklasyfikuj, potwierdz, polec, powiedz',
  reply: 'odpowiedz tylko, odpowiadaj tylko, odpowiedz wylacznie, powiedz uzytkownikowi, odpowiadaj wylacznie, polecaj',
  reading:
    'czyta to, czytasz to, czyta ten, czytasz ten, czyta te, czytasz te, czytajacy ten, czytajace ten, czytajacych ten, przetwarza ten, przetwarzasz ten, przetwarza te, przetwarzajac*, to czyta, to czytasz, czytajac*, analizuj* ten, pracujac* nad tym',
  inside: 'w dokumencie, w tekscie, zawart*, wewnatrz, niezaufan*, w danych, na stronie, w plikach, pochodzac*',
  about:
    'atak*, napastnik*, przyklad*, na przyklad, np, wstrzykni*, zlosliw*, taki jak, takie jak, podatnosc*, badacz*, wykry*, prob*, zagrozen*, ofiar*, oszuk*, injection, tresc*',
  urgent: 'wazne, pilne, natychmiast, obowiazkow*, uwaga',
  this: 'tym, to, tego, ten, te, tej',
  already: 'juz, wyraznie, z gory, wszystkie',
  goOn: 'kontynuuj, przejdz dalej, dzialaj dalej, bez pytania, bez potwierdzenia, nie pytaj, smialo, bez zgody, nie czekaj',
  answer:
    'twoim podsumowaniu, podsumowaniu, twojej odpowiedzi, swojej odpowiedzi, zanim odpowiesz, jesli ktos zapyta, tej sesji, nastepnej odpowiedzi, swoim raporcie',
  mayDo: 'moze, moga, wolno, jest upowazniony, mozesz',
  wants: 'chce, zyczy, wymaga, oczekuje, juz wie, zgadza',
  checks: 'testy, testow, przeglad, weryfikacj*',
  thereof: 'wykonaj kroki, uruchom go, wykonaj je',
};

export const russian: Lexicon = {
  forget:
    'игнорируй*, игнорировать, проигнорируй*, забудь*, забыть, отбрось*, не обращай внимания, не обращайте внимания, не следуй, не следуйте, отмени, отмените, пренебреги*, не учитывай*, перестань*, не выполняй',
  follow: 'следуй*, выполняй*, соблюдай*, придерживайся, подчиняйся, слушай',
  earlier:
    'предыдущ*, прежн*, предшествующ*, выше, вышеуказанн*, ранее, исходн*, изначальн*, первоначальн*, прошл*, существующ*, полученн*, старые, вышеизложенн*, данные',
  all: 'все, всех, всё, всеми, любые, любую, каждый, каждую, полностью, любых',
  your: 'свои, свой, твои, ваши, своих, твой, ваш, вашу, твою, твоя, ваша, твоё',
  instruction:
    'инструкци*, указани*, промпт*, директив*, предписани*, системное сообщение, системные сообщения, установк*, правила безопасности',
  rule: 'правил*, команд*, приказ*, ограничени*, сообщени*, контекст*, задач*, задани*, цель',
  fresh:
    'новые, новая, новое, новую, новых, новым, настоящ*, реальн*, обновл*, следующ*, единственн*, истинн*, актуальн*',
  task: 'задача, задачу, задание, цель, роль, инструкци*, миссия',
  void: 'недействительн*, отменен*, отменён*, не действуют, больше не действуют, утратил*, устарел*, заменен*, заменён*, аннулирован*, имеют приоритет',
  told: 'сказали, сказано, говорили, ты знаешь, вы знаете, тебе велели, просили, просил',
  ai: 'ии, искусственный интеллект, искусственного интеллекта, языковая модель, языковой модели, языковые модели, языковых моделей, ии агент*, ии ассистент*, ии помощник*, нейросет*, кодинг агент*, ai ассистент*, ai агент*, llm агент*, ии модел*, ai помощник*',
  agent: 'ассистент*, агент*, помощник*, бот, боты',
  you: 'ты, вы, тебе, вам, тебя, вас',
  must: 'должен, должны, должна, обязан*, следует, необходимо, нужно, пожалуйста, немедленно, сейчас, сначала, всегда, надо, обязательно, убедись, убедитесь, требуется, срочно',
  not: 'не, никогда, без, нельзя, ни, никому, избегай, никакой, никаких, ни в коем случае, запрещено',
  tell: 'говори*, сообща*, сообщи*, упомина*, рассказыва*, уведомля*, информиру*, раскрыва*, предупрежда*, сказать, докладыва*, оповеща*, упомяни*, расскажи*, уведомлени*, признавай*',
  show: 'показыва*, покажи*, спрашива*, спроси*, запрашива*, отобража*, объясня*',
  user: 'пользовател*, человек*, разработчик*, никому, владел*, оператор*, администратор*, заказчик*, людям, кому либо, хозя*, клиент*',
  know: 'узнал, знать, знал, заметил*, увидел*, видел, знает, ведома, узнает, узнать, замечал',
  secretly:
    'тайно, втайне, скрытно, незаметно, тихо, в фоне, в фоновом режиме, между нами, молча, скрой, скройте, скрыть, скрывай*, в секрете, секретно, конфиденциально, без ведома, умолчи, утаи, тихонько',
  approved:
    'одобрил*, разрешил*, подтвердил*, согласил*, одобрен*, разрешен*, разрешён*, авторизова*, санкционир*, дал согласие, дал разрешение, дала согласие, предоставил*, получено, согласован*, дал добро',
  consent: 'подтверждени*, разрешени*, согласи*, одобрени*',
  needed: 'требуется, нужно, нужны, необходим*, получено, не требуют, дано',
  disable: 'отключи*, выключи*, обойди*, обойти, пропусти*, деактивир*, удали, удалите, сними, отключить, обходи*',
  enable: 'включи*, установи*, добавь*, активируй*, поставь, пропиши',
  guard:
    'проверку безопасности, проверки безопасности, надзор, подтверждения, одобрения, защитные, фильтры безопасности, контроль безопасности, проверку разрешений, запросы подтверждения, механизмы безопасности, запросы на подтверждение, систему безопасности, запрос подтверждения, проверку прав, проверки прав',
  protection: 'безопасност*, защит*, песочниц*, разрешени*, контрол*, проверк*',
  send: 'отправь*, отправить, отправля*, перешли*, передай*, загрузи*, опубликуй*, пошли, вышли, отошли, переслать, передать, выложи*, слей',
  place: 'скопируй*, включи*, добавь*, прикрепи*, вставь*, запиши*',
  loot: 'пароли, паролей, учетные данные, учётные данные, учетных данных, ключи, ключей, ключи api, api ключи, api ключ*, ssh ключ*, секреты, секретов, токены, токенов, переменные окружения, переменных окружения, закрытый ключ, приватный ключ, приватные ключи, закрытые ключи, файл env, файла env, содержимое env',
  secret: 'пароль, токен, ключ, секрет',
  read: 'прочитай*, прочти, прочтите, открой*, выведи*, найди*, собери*, покажи*, извлеки*, прочесть, повтори*, раскрой*',
  run: 'запусти*, выполни*, выполнить, запустить, установи*, скачай*, скачать, загрузи*, открой*, вызови*, перейди*, клонируй*, исполни*',
  destroy: 'удали*, удалить, сотри*, стереть, уничтожь*, перезапиши*, очисти*, снеси',
  goods:
    'файл*, репозитори*, каталог*, папк*, баз* данных, базу данных, базы данных, истори*, ветк*, данные, резервные копии',
  address: 'на сервер, на адрес, по адресу, адрес*, сервер*, url',
  note: 'внимание, сообщение, примечание, дорогой, уважаемый, обращение, заметка, напоминание, привет, уведомление',
  if: 'если, когда, после',
  before: 'прежде, прежде чем, перед, сначала, перед тем, для продолжения, затем, потом, первым делом',
  henceforth:
    'с этого момента, отныне, впредь, теперь, с данного момента, начиная с этого, до особого распоряжения, с этой минуты',
  pretend:
    'теперь ты, ты теперь, вы теперь, притворись, действуй как, веди себя как, представь что ты, играй роль, режим разработчика, режиме разработчика, без ограничений, режим обслуживания, режиме обслуживания',
  write: 'запиши*, добавь*, сохрани*, запомни*, напиши*, скопируй*, внеси*, допиши*',
  memory:
    'память, памяти, будущих сессий, каждой сессии, будущих сессиях, каждом ответе, все будущие, каждый ответ, последующих',
  systemPrompt:
    'системный промпт, системного промпта, свои инструкции, твои инструкции, системные инструкции, системный запрос, системное сообщение',
  harmless:
    'безопасн*, безвредн*, проблем нет, нет проблем, без проблем, уязвимостей нет, нет уязвимостей, чист*, уязвимостей не, проблем не, пройдены',
  judge:
    'сообщи*, отметь*, оцени*, считай*, отвечай*, ответь*, напиши*, одобри*, пометь*, заяви*, подтверди*, скажи*, рекомендуй*, утверждай*',
  reply: 'отвечай только, отвечайте только, ответь только, скажи пользователю, сообщи пользователю, рекомендуй*',
  reading:
    'читаешь это, читаете это, читает это, читаешь этот, читаете этот, читает этот, читающ*, обрабатываешь этот, обрабатывает этот, обрабатывающ*, анализирующ*, читаешь эту, читает эту, читаете эту, анализируешь этот, это читает, работающ* с этим, обрабатываете этот',
  inside:
    'в документе, в тексте, содержащ*, внутри, недоверенн*, в данных, на странице, в файлах, ненадежн*, из документа, встреченные',
  about:
    'атак*, злоумышленник*, пример*, например, инъекци*, вредоносн*, типа, вроде, уязвимост*, исследовател*, обнаруж*, попытк*, пытает*, угроз*, жертв*, так называем*, такие как, внедрени*, скрытые, распозна*, обман*',
  urgent: 'важно, срочно, немедленно, обязательно, внимание',
  this: 'это, этого, этом, об этом, эту, этот, этой, этим',
  already: 'уже, заранее, явно, прямо, все дальнейшие, все действия, полностью',
  goOn: 'продолжай*, действуй*, приступай*, не спрашивай*, без подтверждения, без запроса, без вопросов, без дополнительн*, не запрашивай*, не жди*, переходи*, смело',
  answer:
    'твоём ответе, своём ответе, своем ответе, в ответе, в отчёте, в отчете, в сводке, в резюме, прежде чем ответить, перед ответом, если спросят, этой сессии, следующем ответе, своём отчёте',
  mayDo: 'может, могут, разрешено, вправе, можешь, имеет право',
  wants: 'хочет, просит, требует, ожидает, уже знает, в курсе, не против, попросил',
  checks: 'тест*, проверк*, ревью',
  thereof: 'выполни их, следуй шагам, выполни его, запусти его',
};

export const ukrainian: Lexicon = {
  forget:
    'ігноруй*, ігнорувати, проігноруй*, забудь*, забути, відкинь*, не звертай уваги, не звертайте уваги, не дотримуйся, скасуй*, знехтуй*, не виконуй, не враховуй*',
  follow: 'дотримуйся, виконуй*, слідуй*, підкоряйся',
  earlier: 'попередн*, минул*, вище, раніше, початков*, вищезазначен*, наведені, отриман*, наявн*',
  all: 'усі, всі, усіх, всіх, все, усе, будь які, кожен, повністю',
  your: 'свої, свій, твої, ваші, своїх, твоя, ваша, твоє',
  instruction: 'інструкці*, вказівк*, настанов*, промпт*, директив*, системне повідомлення',
  rule: 'правил*, команд*, наказ*, обмеженн*, повідомленн*, контекст*, завданн*',
  fresh: 'нові, нова, нове, нову, нових, справжн*, оновлен*, наступн*, єдин*',
  task: 'завдання, мета, роль, інструкці*, ціль',
  void: 'недійсн*, скасован*, не діють, більше не діють, втратили, застаріл*, замінен*',
  told: 'сказали, казали, сказано, ти знаєш',
  ai: 'ші, штучний інтелект, штучного інтелекту, мовна модель, мовної моделі, мовні моделі, мовних моделей, ші агент*, ші асистент*, ші помічник*, ai асистент*, ai агент*, нейромереж*',
  agent: 'асистент*, агент*, помічник*',
  you: 'ти, ви, тобі, вам, тебе, вас',
  must: 'повинен, повинні, маєш, мусиш, мусить, слід, необхідно, потрібно, будь ласка, негайно, зараз, спочатку, завжди, обов язково, треба, зобов язан*, має, мають',
  not: 'не, ніколи, без, жодн*, ні, нікому, уникай',
  tell: 'каж*, повідомляйте, кажи*, говори*, повідомля*, згаду*, розповіда*, інформу*, розкрива*, попереджа*, сказати, сповіща*, повідом*',
  show: 'показу*, питай*, запиту*, поясню*',
  user: 'користувач*, людин*, розробник*, нікому, власник*, оператор*, адміністратор*',
  know: 'дізна*, знати, знав, помітив, побачив, відома',
  secretly:
    'таємно, потай, приховано, непомітно, тихо, у фоні, у фоновому режимі, між нами, мовчки, приховай*, приховуй*, в таємниці, у секреті',
  approved:
    'схвалив*, дозволив*, підтвердив*, погодив*, схвален*, дозволен*, надав*, дав згоду, дав дозвіл, погоджен*, авторизува*',
  consent: 'підтвердженн*, дозвіл, дозволу, згод*, схваленн*',
  needed: 'потрібн*, необхідн*, отриман*, вимага*',
  disable: 'вимкни*, обійди*, пропусти*, деактивуй*, видали, видаліть, відключи*',
  enable: 'увімкни*, встанови*, додай*, активуй*',
  guard:
    'перевірку безпеки, перевірки безпеки, нагляд, підтвердження, захисні, фільтри безпеки, контроль безпеки, запити підтвердження, перевірку дозволів, механізми безпеки',
  protection: 'безпек*, захист*, пісочниц*, дозвол*',
  send: 'надішли*, надіслати, відправ*, перешли*, передай*, завантаж*, опублікуй*, вивантаж*',
  place: 'скопіюй*, додай*, встав*',
  loot: 'паролі, паролів, облікові дані, облікових даних, ключі, ключів, api ключі, ssh ключ*, секрети, секретів, токени, токенів, змінні середовища, змінних середовища, приватний ключ, приватні ключі, файл env, файлу env, вміст env',
  secret: 'пароль, токен, ключ, секрет',
  read: 'прочитай*, відкрий*, виведи*, знайди*, збери*, покажи*',
  run: 'запусти*, виконай*, виконати, запустити, встанови*, завантаж*, відкрий*, виклич*, перейди*',
  destroy: 'видали*, видалити, зітри*, знищ*, перезапиши*, очисти*',
  goods: 'файл*, репозиторі*, каталог*, тек*, баз* даних, базу даних, істор*, гілк*, дані, резервні копії',
  address: 'на сервер, на адресу, за адресою, адрес*, сервер*',
  note: 'увага, повідомлення, примітка, шановний, звернення, нагадування',
  if: 'якщо, коли, після',
  before: 'перш ніж, перш, перед, спочатку, щоб продовжити, потім',
  henceforth: 'відтепер, з цього моменту, надалі, з цієї миті, відтоді',
  pretend:
    'тепер ти, ти тепер, ви тепер, удавай, дій як, уяви що ти, режим розробника, режимі розробника, без обмежень',
  write: 'запиши*, додай*, збережи*, запам ятай*, напиши*',
  memory: 'пам ять, пам яті, майбутніх сесі*, кожній сесії, кожної сесії',
  systemPrompt: 'системний промпт, свої інструкції, твої інструкції, системні інструкції',
  harmless: 'безпечн*, нешкідлив*, проблем немає, немає проблем, без проблем, вразливостей немає',
  judge: 'повідом*, познач*, оціни*, вважай*, відповідай*, напиши*, схвали*, підтверд*, скажи*',
  reply: 'відповідай лише, відповідай тільки, скажи користувачу, повідом користувачу',
  reading:
    'читаєш це, читаєте це, читає це, читає цей, читаєш цей, читаєте цей, читає цю, обробля* цей, обробля* цю, читаєш цю, аналізу* цей',
  inside:
    'у документі, в документі, у тексті, в тексті, що містяться, всередині, ненадійн*, у даних, на сторінці, у файлах',
  about:
    'атак*, зловмисник*, приклад*, наприклад, ін єкці*, шкідлив*, типу, на кшталт, вразлив*, дослідник*, виявл*, спроб*, намага*, загроз*, жертв*',
  urgent: 'важливо, терміново, негайно, обов язково, увага',
  this: 'це, цього, цьому, про це, цю, цей',
  already: 'вже, заздалегідь, явно, усі подальші, усі дії',
  goOn: 'продовжуй*, дій, дійте, не питай*, без підтвердження, без запитань, без запиту, можеш, приступай*, не чекай*',
  answer: 'своїй відповіді, у відповіді, у звіті, перш ніж відповісти, якщо запитають, цій сесії, наступній відповіді',
  mayDo: 'може, можуть, дозволено, має право',
  wants: 'хоче, просить, вимагає, очікує, вже знає, не проти',
  checks: 'тест*, перевірк*',
  thereof: 'виконай їх, запусти його',
};
